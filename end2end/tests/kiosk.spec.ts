// A computer for everybody: a visit begins, is asked after, and ends; what it leaves is nothing, on the screen, behind Back
// and in the files of the browser's profile.
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as under } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { lineTo } from './line.ts';
import { askAndWait, formWith, join, unique } from './people.ts';
import { articlePath, guide, PROCEDURE } from './places.ts';
import { expect, test } from './portal.ts';
import { isTold } from './tree.ts';

// It is a computer, whatever the corner of the matrix.
test.use({ viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false });

/** Puts the mark of the device that all tests share into a browser. */
async function asKiosk(context: BrowserContext) {
  const kept = JSON.parse(await readFile(process.env.KIOSK_STATE ?? '', 'utf8'));
  await context.addCookies(kept.cookies.filter(({ name }: { name: string }) => name === 'kiosk'));
}

async function start(page: Page, lang: string) {
  await page.goto('/kiosk');
  await expect(page.locator('[data-kiosk-start] section')).toHaveCount(3);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await expect(page).toHaveURL(`/${lang}`);
}

async function ended(page: Page) {
  await expect(page).toHaveURL('/kiosk');
  await expect(page.locator('[data-kiosk-start]')).toBeVisible();
}

const names = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name).sort();

test('a visit ends with a link, and Back shows nothing of it', async ({ page, context, lang, guards, world }) => {
  await asKiosk(context);
  // Back to what a form had answered: the browser kept nothing of it.
  guards.tolerate(/ERR_CACHE_MISS/);
  await page.goto(`/${lang}/safety`);
  await ended(page);
  await expect(page.locator('[data-kiosk-start] audio')).toHaveCount(3);
  await start(page, lang);
  const read = await articlePath(page, lang, PROCEDURE);
  await page.goto(read);
  const title = await page.locator('h1').innerText();
  for (const path of [read, `/${lang}`, `/${lang}/safety`, `/${lang}/library`, `/${lang}/organisations`]) {
    await page.goto(path);
    await expect(page.locator('.exit')).toBeVisible();
    await expect(page.locator('a[href^="tel:"], a[href^="mailto:"], a[target], a[download], a[href*="download=1"]')).toHaveCount(0);
    const elsewhere = (all: Element[]) =>
      all.map((a) => (a as HTMLAnchorElement).href).filter((href) => !href.startsWith(`${location.origin}/`));
    expect(await page.locator('a[href]').evaluateAll(elsewhere)).toEqual([]);
    await expect(page.locator('form:not([autocomplete="off"])')).toHaveCount(0);
  }
  // Nobody's place in a book is kept there.
  await page.goto(`/${lang}/library/${guide('ar')[0]}/read`);
  await expect(page.locator('[data-place]')).toHaveCount(1);
  await expect(page.locator('[data-place]')).toBeHidden();
  // Whoever has no account reads what others wrote.
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await expect(page.locator('.post').first()).toBeVisible();
  await page.goto(`/${lang}/kiosk/away?to=${encodeURIComponent('https://www.ins.tn/')}`);
  await expect(page.locator('main bdi')).toHaveText('https://www.ins.tn/');
  await expect(page.locator('main svg[role="img"]')).toBeVisible();
  const { pseudonym } = await join(page, lang);
  await page.goto(`/${lang}/account`);
  await expect(page.getByText(pseudonym).first()).toBeVisible();

  await page.locator('.exit').click();
  await ended(page);
  expect(await names(context)).toEqual(['kiosk']);
  for (let back = 0; back < 6; back += 1) {
    await page.goBack().catch(() => undefined);
    await page.waitForLoadState();
    await expect(page.getByText(pseudonym)).toHaveCount(0);
    await expect(page.getByText(title)).toHaveCount(0);
  }
  await page.goto('/kiosk');
  await page.goForward().catch(() => undefined);
  await page.reload();
  await ended(page);
  // Her language is not that of the next one.
  expect(await names(context)).toEqual(['kiosk']);
});

test('silence is asked after, over everything, and ends the visit', { tag: '@script' }, async ({ page, context, lang }) => {
  await asKiosk(context);
  // What stands there for pasting is written over at Start and at the end, also when nobody pressed anything.
  const copied: string[] = [];
  await page.exposeFunction('copied', (what: string) => void copied.push(what));
  await page.addInitScript(() => {
    const writeText = async (what: string) => (globalThis as unknown as { copied: (what: string) => void }).copied(what);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  });
  await page.clock.install();
  await start(page, lang);
  expect(copied).toEqual([' ']);
  await page.goto(`/${lang}/safety`);
  const question = page.locator('[data-kiosk-idle]');
  await expect(question).toBeHidden();
  await page.clock.fastForward(61_000);
  await expect(question).toBeVisible();
  await expect(page.locator('main')).toBeHidden();
  await expect(page.locator('.safety-bar')).toBeHidden();
  await expect(page.locator('[data-kiosk-stay]')).toBeFocused();
  await page.locator('[data-kiosk-stay]').click();
  await expect(question).toBeHidden();
  await expect(page.locator('main')).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(question).toBeVisible();
  await page.clock.fastForward(31_000);
  await ended(page);
  expect(copied).toEqual([' ', ' ']);
  expect(await names(context)).toEqual(['kiosk']);
});

test('the next one does not come to what was read before her', { tag: '@script' }, async ({ page, context, lang }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(await articlePath(page, lang, PROCEDURE));
  const title = await page.locator('h1').innerText();
  await page.goto(`/${lang}/safety`);
  await page.locator('.exit').click();
  await ended(page);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await expect(page).toHaveURL(`/${lang}`);
  for (let back = 0; back < 6; back += 1) {
    await page.goBack().catch(() => undefined);
    await page.waitForLoadState();
    await expect(page.getByRole('heading', { level: 1, name: title })).toHaveCount(0);
  }
});

test('the start screen, asking in private and the receipt, for every ear and eye', { tag: '@script' }, async ({ page, context, lang }) => {
  test.slow();
  await asKiosk(context);
  const found: string[] = [];
  await page.goto('/kiosk');
  await isTold(page, 'start screen', ['main']);
  found.push(...(await faults(page, 'start screen')));
  await start(page, lang);
  await page.goto(`/${lang}/ask`);
  await isTold(page, 'asking');
  // What is pressed is large.
  const heights = await page
    .locator('main :is(.button, .input), .exit')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0));
  expect(heights.length).toBeGreaterThan(2);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  found.push(...(await faults(page, 'asking')));
  await page.locator('[name="body"]').fill(unique('may I ask this in private'));
  await formWith(page, 'body').locator('button[value="send"]').click();
  await expect(page.locator('.ask-receipt')).toBeVisible();
  await isTold(page, 'receipt');
  found.push(...(await faults(page, 'receipt')));
  expect(found).toEqual([]);
});

test('letters on the screen, and a cut line is told', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(`/${lang}/search`);
  const field = page.locator('main [name="q"]').first();
  await field.click();
  await page.locator('.keyboard-toggle').click();
  const keys = page.locator('.keyboard');
  const letters = lang === 'ar' ? ['ح', 'ق'] : ['d', 'r'];
  for (const letter of letters) await keys.getByRole('button', { name: letter, exact: true }).click();
  await expect(field).toHaveValue(letters.join(''));
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  await expect(page.locator('[data-kiosk-cut]')).toBeHidden();
  await context.setOffline(true);
  await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
  await page.locator('.brand').click();
  await expect(field).toHaveValue(letters.join(''));
  await context.setOffline(false);
  await expect(page.locator('[data-kiosk-cut]')).toBeHidden();
});

/** What alone stands on the screen without a line: numbers and whom to call, for whoever comes next. */
async function cutOff(page: Page) {
  const lost = page.locator('[data-kiosk-lost]');
  await expect(lost).toBeVisible();
  await expect(lost.locator('section')).toHaveCount(3);
  await expect(lost.getByText('1899').first()).toBeVisible();
  await expect(page.locator('body > *')).toHaveCount(1);
}

test('an end without a line leaves numbers, whom to call, and nothing of her', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  const ends = [
    () => page.locator('.exit').click(),
    async () => {
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
    },
  ];
  for (const end of ends) {
    await start(page, lang);
    await page.goto(`/${lang}/safety`);
    await expect(page.locator('[data-kiosk-lost]')).toBeHidden();
    await context.setOffline(true);
    await end();
    await cutOff(page);
    await expect(page).toHaveTitle('\u2026');
    await context.setOffline(false);
    await ended(page);
    expect(await names(context)).toEqual(['kiosk']);
  }
  // Nor is there a page of the browser's own for whoever begins.
  await context.setOffline(true);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await cutOff(page);
  await context.setOffline(false);
  await ended(page);
});

test('silence without a line ends the visit all the same', { tag: '@script' }, async ({ page, context, lang, guards }) => {
  await asKiosk(context);
  guards.tolerate(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|was preloaded using link preload but not used/);
  await page.clock.install();
  await start(page, lang);
  await page.goto(`/${lang}/safety`);
  await context.setOffline(true);
  await page.clock.fastForward(61_000);
  await expect(page.locator('[data-kiosk-idle]')).toBeVisible();
  await page.clock.fastForward(31_000);
  await cutOff(page);
  await context.setOffline(false);
  await page.clock.fastForward(5_000);
  await ended(page);
  expect(await names(context)).toEqual(['kiosk']);
});

test.describe('with what is kept', () => {
  test.use({ serviceWorkers: 'allow' });

  test('without a line what is kept is read, the rest waits, and nothing goes from one to the next', { tag: '@script' }, async ({ page, context, lang, guards, baseURL }) => {
    test.slow();
    await asKiosk(context);
    const line = await lineTo(baseURL ?? '');
    guards.tolerate(new RegExp(`another origin: ${line.url}/`));
    guards.tolerate(/ERR_|Failed to load|Failed to fetch|worker\.js/);
    const at = (path: string) => `${line.url}${path}`;
    const read = (path: string) => at(`/kiosk/read${path}`);
    await page.goto(at('/kiosk'));
    // The list is put there last.
    const whole = () => page.evaluate(async () => Boolean(await caches.match('/kiosk/pack')));
    await expect.poll(whole, { timeout: 90_000 }).toBe(true);
    const kept = await page.evaluate(async () => {
      const all: string[] = [];
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
      }
      return all;
    });
    expect(kept).toContain(`/kiosk/read/${lang}/safety`);
    // Recordings come after the list.
    const heard = () =>
      page.evaluate(async (start) => {
        for (const name of await caches.keys()) {
          for (const { url } of await (await caches.open(name)).keys()) if (new URL(url).pathname.startsWith(start)) return true;
        }
        return false;
      }, `/kiosk/read/media/article/safety/${lang}/`);
    await expect.poll(heard, { timeout: 60_000 }).toBe(true);
    expect(kept.filter((path) => !/^\/(kiosk|pkg)\//.test(path))).toEqual([]);

    // It is there in the visit, and what she opens in it is not added.
    await page.locator(`button[name="l"][value="${lang}"]`).click();
    await expect(page).toHaveURL(at(`/${lang}`));
    const procedure = await articlePath(page, lang, PROCEDURE);
    await page.goto(at(procedure));
    const title = await page.locator('h1').innerText();
    await page.goto(at(`/${lang}/ask`));
    const words = unique('not sent yet');
    await page.locator('[name="body"]').fill(words);
    await line.cut();
    await formWith(page, 'body').locator('button[value="send"]').click();
    await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
    await expect(page.locator('[name="body"]')).toHaveValue(words);
    // A link to what is not kept is held; one to what is kept opens.
    await page.locator(`footer a[href="/${lang}/forum"]`).click();
    await expect(page.locator('[name="body"]')).toHaveValue(words);
    await page.locator('.brand').click();
    await expect(page).toHaveURL(read(`/${lang}`));
    await expect(page.locator('[data-kiosk-cut]')).toBeVisible();
    await page.locator(`main a[href="/${lang}/safety"]`).click();
    await expect(page).toHaveURL(read(`/${lang}/safety`));
    await expect(page.locator('main').getByText('1899').first()).toBeVisible();
    // Whoever does not read listens, from wherever she likes: browsers ask for parts.
    const audio = page.locator('main audio');
    const asked = await audio.evaluate(async (media: HTMLAudioElement) => {
      const answer = await fetch(media.src, { headers: { range: 'bytes=2-5' } });
      return [answer.status, answer.headers.get('content-range')?.split('/')[0], (await answer.arrayBuffer()).byteLength];
    });
    expect(asked).toEqual([206, 'bytes 2-5', 4]);
    await audio.evaluate((media: HTMLAudioElement) => {
      media.preload = 'metadata';
      media.load();
    });
    await expect.poll(() => audio.evaluate((media: HTMLAudioElement) => media.readyState)).toBeGreaterThan(0);
    await page.locator(`footer a[href="/${lang}/forum"]`).click();
    await expect(page).toHaveURL(read(`/${lang}/not-now`));
    await page.locator('[data-kiosk-return]').click();
    await expect(page).toHaveURL(read(`/${lang}/safety`));
    const field = page.locator('form[role="search"] [name="q"]').filter({ visible: true }).first();
    // On a telephone it stands in the menu.
    if (!(await field.isVisible())) await page.locator('.menu summary').first().click();
    await field.fill('x');
    await field.press('Enter');
    await expect(page).toHaveURL(read(`/${lang}/not-now`));
    // Asked for as an address, before anything told that the line is cut.
    await page.goto(at(procedure));
    await expect(page).toHaveURL(read(procedure));
    await expect(page.locator('h1')).toHaveText(title);

    // The end, and whoever comes next: nothing behind Back, and she reads.
    await page.locator('.exit').click();
    await expect(page).toHaveURL(read(''));
    await expect(page.locator('[data-kiosk-cut-off] section')).toHaveCount(3);
    for (let back = 0; back < 8; back += 1) {
      await page.goBack().catch(() => undefined);
      await page.waitForLoadState();
      await expect(page.getByRole('heading', { level: 1, name: title })).toHaveCount(0);
    }
    await page.goto(at(procedure));
    await expect(page).toHaveURL(read(''));
    await page.locator(`section[lang="${lang}"] a.button`).click();
    await expect(page).toHaveURL(read(`/${lang}`));
    await line.mend();
    await expect(page.locator('[data-kiosk-back]')).toBeVisible({ timeout: 20_000 });
    expect(await names(context)).toEqual(['kiosk']);
    await page.locator('[data-kiosk-back] a').click();
    await expect(page).toHaveURL(at('/kiosk'));
    expect(await whole(), 'the end of a visit leaves it').toBe(true);
    await line.cut();
  });
});

test('without a script the visit ends by itself', { tag: '@plain' }, async ({ page, context, lang, request, baseURL }) => {
  await asKiosk(context);
  await start(page, lang);
  await page.goto(`/${lang}/safety`);
  await expect(page.locator('[data-kiosk-idle]')).toBeHidden();
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const html = await (await request.get(`${baseURL}/${lang}/safety`, { headers: { cookie: cookies } })).text();
  expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="900;url=\/kiosk\/finish"/);
});

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
