// A computer for everybody: what a visit leaves in the files of the browser's profile is nothing.
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as under } from 'node:path';
import { chromium } from '@playwright/test';
import { asKiosk, COMPUTER, ended, names, start } from './kiosk.ts';
import { askAndWait, formWith, join, unique } from './people.ts';
import { articlePath, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';

test.use(COMPUTER);

/** Every file below a folder that holds one of these words, in any of the ways in which browsers write text. */
async function holders(folder: string, words: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = under(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const word of words) {
      const shapes = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le'), Buffer.from(encodeURIComponent(word))];
      if (shapes.some((shape) => bytes.includes(shape))) found.push(`${path}: ${word}`);
    }
  }
  return found;
}

/**
 * A program that starts the browser as `jusoor kiosk pack` has it started: its script, its profile in memory, its rules. The
 * rules lie where the browser looks for them in a view of the machine that is this program's alone. One differs: who drives
 * the browser is a tool for developers.
 */
async function packed(folder: string, chromiumPath: string): Promise<{ program: string; profile: string }> {
  const pack = process.env.JUSOOR_KIOSK_PACK;
  if (!pack) throw new Error('JUSOOR_KIOSK_PACK names the folder that `jusoor kiosk pack` wrote');
  const [etc, memory] = [under(folder, 'etc'), under(folder, 'memory')];
  const rules = chromiumPath.includes('google-chrome') ? '/etc/opt/chrome' : '/etc/chromium';
  await cp(rules, etc, { recursive: true });
  await mkdir(under(etc, 'policies/managed'), { recursive: true });
  await mkdir(memory);
  const policies = JSON.parse(await readFile(under(pack, 'chromium-policies.json'), 'utf8'));
  await writeFile(under(etc, 'policies/managed/jusoor.json'), JSON.stringify({ ...policies, DeveloperToolsAvailability: 1 }));
  const [program, browser] = [under(folder, 'program'), under(folder, 'browser')];
  // What the driver says to the browser stands before what the pack says.
  const lines = [
    '#!/bin/sh',
    'set -eu',
    'said=',
    // None of it holds a quote; which page opens is said by the pack.
    `for word in "$@"; do [ "$word" = about:blank ] || said="$said '$word'"; done`,
    `cat > ${browser} <<END`,
    '#!/bin/sh',
    `exec unshare -rm sh -c 'mount --bind ${etc} ${rules} && exec "\\$@"' sh ${chromiumPath} $said "\\$@"`,
    'END',
    `chmod +x ${browser}`,
    `export JUSOOR_KIOSK_BROWSER=${browser} JUSOOR_KIOSK_PROFILE=${under(folder, 'kept')} XDG_RUNTIME_DIR=${memory}`,
    `exec ${under(pack, 'jusoor-kiosk.sh')}`,
  ];
  await writeFile(program, `${lines.join('\n')}\n`);
  await chmod(program, 0o755);
  return { program, profile: under(memory, 'jusoor-kiosk') };
}

test('nothing of her is in the files of the profile', { tag: '@script' }, async ({ lang, guards, launchOptions, baseURL }) => {
  test.slow();
  // The first page opens by itself, before the browser has the mark of a device.
  guards.expectStatus(404);
  const folder = await mkdtemp(under(tmpdir(), 'jusoor-profile-'));
  const { program, profile } = await packed(folder, launchOptions.executablePath ?? '/usr/bin/chromium');
  const open = async () => {
    const own = { ...launchOptions, executablePath: program, baseURL, serviceWorkers: 'block' } as const;
    // The pack names the folder of the profile; what the driver names stays empty.
    const context = await chromium.launchPersistentContext(under(folder, 'unused'), own);
    await guards.watch(context);
    await asKiosk(context);
    return context;
  };
  const [title, body, unsent] = [unique('Marqueur'), unique('Phrase'), unique('Brouillon')];
  const [passphrase, wanted, question] = [unique('passe'), unique('Recherche'), unique('En secret')];
  let context = await open();
  let page = await context.newPage();
  await start(page, lang);
  const { pseudonym } = await join(page, lang, passphrase);
  await askAndWait(page, lang, 'unions', title, body);
  await page.goto(`/${lang}/forum/new?category=unions`);
  await page.locator('[name="body"]').fill(unsent);
  await page.locator('.exit').click();
  await ended(page);

  // Somebody without an account looks, reads, asks in private and falls silent.
  await page.clock.install();
  await start(page, lang);
  const word = wanted.split(' ').at(-1) ?? wanted;
  await page.goto(`/${lang}/search?q=${word}`);
  await expect(page.locator('main [name="q"]').first()).toHaveValue(word);
  await page.goto(await articlePath(page, lang, PROCEDURE));
  const read = await page.locator('h1').innerText();
  await page.goto(`/${lang}/ask`);
  await page.locator('[name="body"]').fill(question);
  await formWith(page, 'body').locator('button[value="send"]').click();
  const groups = await page.locator('.ask-receipt bdi').innerText();
  const digits = groups.replace(/\D/g, '');
  expect(digits).toMatch(/^\d{16}$/);
  await page.clock.fastForward(61_000);
  await expect(page.locator('[data-kiosk-idle]')).toBeVisible();
  await page.clock.fastForward(31_000);
  await ended(page);
  await context.close();
  // The words of the test itself are found where they are: what finds nothing could be blind.
  expect((await holders(profile, ['kiosk'])).join()).toContain('Default/Cookies');
  const words = [title, body, unsent, passphrase, question].map((text) => text.split(' ').at(-1) ?? text);
  expect(await holders(folder, [...words, word, pseudonym, read, groups, digits])).toEqual([]);

  // Started again, as after a crash: the start screen, and nobody is signed in.
  context = await open();
  page = await context.newPage();
  await page.goto(`/${lang}/account`);
  await ended(page);
  expect(await names(context)).toEqual(['kiosk']);
  await context.close();
  await rm(folder, { recursive: true, force: true });
});
