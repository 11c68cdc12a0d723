import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type Project } from '@playwright/test';
import type { Options } from './tests/portal.ts';

const base = process.env.JUSOOR_BASE_URL ?? 'http://127.0.0.1:3000';
// A portal that knows this provider (`cargo xtask test` starts one); without it the tests of providers stay out.
const provider = process.env.JUSOOR_PROVIDER_URL;
const OUT = provider ? [] : ['provider.spec.ts'];
const chromium =
  process.env.JUSOOR_CHROMIUM ??
  process.env.CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const LANGUAGES = ['ar', 'fr', 'en'] as const;
const DEVICES = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const;

// The long way is walked everywhere. Everything else is the same code for every language and size, so four corners of
// the matrix are enough.
const EVERYWHERE = ['journey.spec.ts'];
const CORNERS = ['ar-script-phone', 'ar-plain-phone', 'fr-plain-desktop', 'en-script-desktop'];
// Files, accounts and letters: three of the corners hold every language, size, and scripts on and off.
const IN_THREE = [
  'deposit',
  'email',
  'identity',
  'privacy',
  'provider',
  'reader',
  'recordings',
  'sessions',
  'shelf',
  'two-step',
].map((name) => `${name}.spec.ts`);
const LEFT_OUT = 'ar-plain-phone';
// A day of the team is long and every page of it is the same code: from right to left on a phone with scripts, from
// left to right on a desktop without.
const TEAM = [
  ...['shift', 'staff', 'sanctions', 'changes', 'moderation', 'desk', 'guard', 'report', 'messages', 'quotes'],
  ...['notify', 'composer', 'editing', 'editor', 'editorial', 'figures', 'places'],
].map((name) => `${name}.spec.ts`);
const TEAM_CORNERS = ['ar-script-phone', 'fr-plain-desktop'];
// The accessibility sweep: from right to left on a phone, from left to right on a desktop, and in the third language
// what everybody comes by (the other tests of it are for @ar-fr).
const SWEEP = ['ar-script-phone', 'fr-script-desktop', 'en-script-phone'];

const projects: Project<Options>[] = LANGUAGES.flatMap((lang) =>
  [true, false].flatMap((script) =>
    (['phone', 'desktop'] as const).map((device) => {
      const name = `${lang}-${script ? 'script' : 'plain'}-${device}`;
      const files = [...EVERYWHERE];
      if (SWEEP.includes(name)) files.push('axe.spec.ts');
      // In every language with and without scripts: a woman who asks in private may have any device.
      if (device === 'phone') files.push('ask.spec.ts');
      if (CORNERS.includes(name)) files.push('[b-z]*.spec.ts');
      return {
        name,
        testMatch: files.map((file) => `**/${file}`),
        testIgnore: [
          ...OUT,
          ...(TEAM_CORNERS.includes(name) ? [] : TEAM),
          ...(name === LEFT_OUT ? IN_THREE : []),
        ].map((file) => `**/${file}`),
        grepInvert: [script ? /@plain/ : /@script/, ...(lang === 'en' ? [/@ar-fr/] : [])],
        use: { ...DEVICES[device], lang, script, device, javaScriptEnabled: script },
      };
    }),
  ),
);

export default defineConfig<Options>({
  testDir: './tests',
  globalSetup: './support/global-setup.ts',
  webServer: provider
    ? {
        command: 'node support/provider.mjs',
        url: `${provider}/.well-known/openid-configuration`,
        env: { JUSOOR_PROVIDER_URL: provider, JUSOOR_BASE_URL: base },
        reuseExistingServer: false,
      }
    : undefined,
  outputDir: join(tmpdir(), 'jusoor-end2end'),
  workers: 3,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 7_000 },
  reporter: [['list'], ['./support/closing-line.ts']],
  use: {
    baseURL: base,
    locale: 'fr-TN',
    timezoneId: 'Africa/Tunis',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'off',
    // A worker that fetches pages by itself would pass by the routes that tests lay.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Whatever a page asks for, nothing leaves this machine.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      ],
    },
  },
  projects,
});
