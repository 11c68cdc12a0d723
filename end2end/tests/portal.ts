// The tests' own `test`: a person with a language, a device, and scripting on or off; guards on all she sees.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, type BrowserContext, expect } from '@playwright/test';
import { Guards } from './guards.ts';
import { newWorld, type World } from './people.ts';
import { type Language, type Words, words } from './words.ts';

export interface Options {
  lang: Language;
  script: boolean;
  device: 'phone' | 'desktop';
}

interface Fixtures {
  /** The words of her language. */
  w: Words;
  guards: Guards;
  /** Another person: a context of her own, under the same guards. */
  visitor: () => Promise<BrowserContext>;
  /** The moderator, signed in. */
  moderator: BrowserContext;
  /** Somebody who keeps the library, signed in. */
  librarian: BrowserContext;
  /** A second one: what one brings, the other lets out. */
  colleague: BrowserContext;
  /** Somebody who writes the articles, signed in. */
  editor: BrowserContext;
  /** A second one: what one writes, the other reads and lets out. */
  reviewer: BrowserContext;
  /** Somebody who keeps the figures, signed in. */
  statistician: BrowserContext;
}

interface WorkerFixtures {
  /** What stands in the portal besides its starter content. */
  world: World;
  /** A page that stands for the neutral site to which the exit leads. */
  neutral: string;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  lang: ['ar', { option: true }],
  script: [true, { option: true }],
  device: ['phone', { option: true }],

  w: async ({ lang }, use) => use(words[lang]),

  guards: [
    async ({ baseURL }, use) => {
      const guards = new Guards(baseURL ?? '');
      await use(guards);
      const complaints = await guards.complaints();
      expect(complaints, `the guards saw: ${complaints.join('; ')}`).toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, guards }, use) => {
    await guards.watch(context);
    await use(context);
  },

  visitor: async ({ browser, guards }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      await guards.watch(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },

  moderator: async ({ browser, guards, world }, use) => {
    const context = await browser.newContext({ storageState: world.moderator });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  librarian: async ({ browser, guards }, use) => {
    const context = await browser.newContext({ storageState: process.env.LIBRARIAN_STATE });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  colleague: async ({ browser, guards }, use) => {
    const context = await browser.newContext({ storageState: process.env.COLLEAGUE_STATE });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  editor: async ({ browser, guards }, use) => {
    const context = await browser.newContext({ storageState: process.env.EDITOR_STATE });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  reviewer: async ({ browser, guards }, use) => {
    const context = await browser.newContext({ storageState: process.env.REVIEWER_STATE });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  statistician: async ({ browser, guards }, use) => {
    const context = await browser.newContext({ storageState: process.env.STATISTICIAN_STATE });
    await guards.watch(context);
    await use(context);
    await context.close();
  },

  world: [
    async ({ browser }, use, info) => use(await newWorld(browser, info.project.use.baseURL ?? '')),
    { scope: 'worker', timeout: 60_000 },
  ],

  neutral: [
    async ({}, use) => {
      const server: Server = createServer((_, answer) => {
        answer.setHeader('content-type', 'text/html; charset=utf-8');
        answer.end('<!DOCTYPE html><html lang="en"><title>Weather</title><h1>Sunny</h1></html>');
      });
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],
});

export { expect };
