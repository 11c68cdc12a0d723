// What can be heard: nothing plays or loads by itself, and everything that is said can be read.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './portal.ts';

const RECORDING = 'spokenunit';
/** In which it is spoken. */
const SPOKEN = 'ar';

/** Whether one thing stands before another on the page. */
const isBefore = async (page: Page, one: string, other: string) =>
  page.evaluate(([one = '', other = '']) => {
    const [first, second] = [document.querySelector(one), document.querySelector(other)];
    return Boolean(first && second && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
  }, [one, other]);

/** What stands in a file of captions: from, to, text. */
const cuesOf = (vtt: string) =>
  [...vtt.matchAll(/^([\d:.]+) --> ([\d:.]+)[^\n]*\n([^\n]+)/gm)].map(([, from = '', to = '', text = '']) => {
    const second = (clock: string) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    return { from: second(from), to: second(to), text };
  });

/** Goes to a moment and stays there. */
const standAt = (audio: Locator, second: number) =>
  audio.evaluate((media: HTMLAudioElement, at) => {
    media.pause();
    media.currentTime = at;
  }, second);

const seconds = (audio: Locator) => audio.evaluate((media: HTMLAudioElement) => media.currentTime);

test('a recording: still until it is asked, with its weight, its words, and moments to go to', async ({
  page,
  lang,
  script,
  w,
  guards,
}) => {
  await page.goto(`/${lang}/library`);
  await page.locator('main details.disclosure > summary').first().click();
  await page.locator('a.filters__link[href*="kind=audio"]').click();
  await expect(page).toHaveURL(/kind=audio/);
  await page.locator(`.item-card__title a[href*="/library/${RECORDING}-"]`).click();
  await expect(page).toHaveURL(new RegExp(`/library/${RECORDING}-[^?]+$`));
  const address = page.url();
  const audio = page.locator('main audio');

  await test.step('what to be prepared for, the browser’s own buttons, and nothing on its way', async () => {
    expect(await isBefore(page, 'main .notice--warning', 'main audio')).toBe(true);
    await expect(audio).toHaveCount(1);
    await expect(audio).toHaveAttribute('controls', /.*/);
    await expect(audio).not.toHaveAttribute('autoplay', /.*/);
    await expect(audio).toHaveAttribute('preload', 'none');
    expect(await audio.evaluate((media: HTMLAudioElement) => media.paused)).toBe(true);
    expect(guards.requested.filter((one) => /\.(mp3|vtt)\?/.test(one))).toEqual([]);
    await expect(page.getByRole('button', { name: w.exit })).toBeVisible();
  });

  await test.step('minutes and size beside each way to it', async () => {
    await expect(page.locator('.audio .audio__note bdi')).toHaveText([/\d/, /\d/]);
    const line = page.locator('.download', { has: page.locator('a[href*=".mp3?"]') });
    await expect(line.locator('.download__meta bdi')).toHaveText([/./, /\d/, /\d/]);
    // What is not heard has a size alone.
    const text = page.locator('.download', { has: page.locator('a[href*=".vtt?"]') });
    await expect(text.locator('.download__meta bdi')).toHaveText([/./, /\d/]);
  });

  let cues: ReturnType<typeof cuesOf> = [];
  await test.step('captions', async () => {
    const track = audio.locator('track[kind="captions"]');
    await expect(track).toHaveAttribute('srclang', SPOKEN);
    const captions = await page.request.get((await track.getAttribute('src')) ?? '');
    expect(captions.status()).toBe(200);
    expect(captions.headers()['content-type']).toContain('text/vtt');
    expect(await captions.text()).toMatch(/^\uFEFF?WEBVTT/);
    cues = cuesOf(await captions.text());
    expect(cues.length).toBeGreaterThan(5);
  });

  /** Goes to a moment by its link: played from there at once, or as the address says it. */
  const follow = async (link: Locator) => {
    const moment = (await link.getAttribute('data-seek')) ?? '';
    expect(Number(moment)).toBeGreaterThan(0);
    await expect(link).toHaveAttribute('href', new RegExp(`\\?t=${moment}&lang=${SPOKEN}#listen-${SPOKEN}$`));
    await link.click();
    if (script) {
      await expect.poll(() => audio.evaluate((media: HTMLAudioElement) => media.readyState)).toBeGreaterThan(0);
      await expect.poll(() => seconds(audio)).toBeGreaterThanOrEqual(Number(moment));
      expect(await seconds(audio)).toBeLessThan(Number(moment) + 30);
      await audio.evaluate((media: HTMLAudioElement) => media.pause());
    } else {
      await expect(page).toHaveURL(new RegExp(`[?&]t=${moment}&`));
      await expect(audio).toHaveAttribute('src', new RegExp(`#t=${moment}$`));
    }
  };
  await follow(page.locator('section[aria-labelledby="parts"] a[data-seek]').nth(1));
  await test.step('how fast it plays', async () => {
    const speeds = page.locator('main [data-speeds]').first();
    if (!script) {
      await expect(speeds).toBeHidden();
      return;
    }
    for (const speed of ['1.25', '1']) {
      await speeds.locator(`[data-speed="${speed}"]`).click();
      await expect.poll(() => audio.evaluate((media: HTMLAudioElement) => media.playbackRate)).toBe(Number(speed));
      const pressed = speeds.locator('[aria-pressed="true"]');
      await expect(pressed).toHaveCount(1);
      await expect(pressed).toHaveAttribute('data-speed', speed);
    }
  });
  if (script) {
    // Our own line for captions: she chooses the language, or none.
    const chosen = page.locator(`[data-tracks] button[data-track="${SPOKEN}"]`);
    await expect(chosen).toHaveAttribute('aria-pressed', 'true');
    await test.step('what is being said stands below, in its own direction', async () => {
      const line = page.locator('[data-caption]');
      // Forwards, and back.
      for (const cue of [cues.at(4), cues.at(2)]) {
        await standAt(audio, ((cue?.from ?? 0) + (cue?.to ?? 0)) / 2);
        await expect(line).toBeVisible();
        await expect(line).toHaveText(cue?.text ?? '-');
      }
      await expect(line).toHaveAttribute('dir', 'auto');
      await expect(line).toHaveAttribute('lang', SPOKEN);
      // Whatever the direction of the page is.
      expect(await line.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
      expect(await line.evaluate((one) => getComputedStyle(one).unicodeBidi)).toBe('plaintext');
    });
    await chosen.click();
    await expect(chosen).toHaveAttribute('aria-pressed', 'false');
    await expect(page.locator('[data-caption]')).toBeHidden();
  } else {
    await expect(page.locator('[data-tracks]')).toBeHidden();
    await expect(page.locator('[data-caption]')).toBeHidden();
  }

  await test.step('what is said, line by line: a word is found in it, and heard', async () => {
    await page.goto(address);
    await page.locator('.audio a[href*="/transcript?lang="]').click();
    await expect(page).toHaveURL(/\/transcript\?lang=/);
    expect(await isBefore(page, 'main .notice--warning', 'main audio')).toBe(true);
    const lines = page.locator('main li[data-at]');
    await expect(lines.first().locator('span[lang]')).toHaveAttribute('lang', SPOKEN);
    const said = (await lines.locator('span[lang]').allInnerTexts()).join(' ');
    const [longest = ''] = said.split(/[^\p{L}\p{M}]+/u).sort((one, other) => other.length - one.length);
    await page.locator('#q-said').fill(longest);
    await page.locator('form', { has: page.locator('#q-said') }).locator('button').click();
    await expect(page.locator('#q-said')).toHaveValue(longest);
    await expect(page.locator('main [role="status"]')).toBeVisible();
    const found = page.locator('main li[data-at]', { has: page.locator('mark') });
    await expect(found.first()).toBeVisible();
    await follow(lines.last().locator('a[data-seek]'));
    const current = page.locator('main li[data-at][aria-current="true"]');
    if (!script) {
      await expect(current).toHaveCount(0);
      return;
    }
    await test.step('the line that is being said is told, and goes along', async () => {
      const at = async (n: number) => Number(await lines.nth(n).getAttribute('data-at'));
      const told = async (n: number) => {
        await expect(lines.nth(n)).toHaveAttribute('aria-current', 'true');
        await expect(current, 'one line alone').toHaveCount(1);
      };
      await standAt(audio, (await at(3)) + 0.2);
      await told(3);
      await standAt(audio, (await at(1)) + 0.2);
      await told(1);
      // It plays on into the next line by itself.
      await audio.evaluate((media: HTMLAudioElement, second) => {
        media.muted = true;
        media.currentTime = second;
        return media.play();
      }, (await at(2)) - 0.6);
      await told(2);
      await audio.evaluate((media: HTMLAudioElement) => media.pause());
    });
  });
});

test('what is heard without captions has its text in each of its languages', async ({ page, lang }) => {
  await page.goto(`/${lang}/library/safetyaudio`);
  await expect(page.locator('main .audio')).toHaveCount(3);
  // Hers stands first.
  await page.locator('.audio a[href*="/transcript?lang="]').first().click();
  await expect(page).toHaveURL(new RegExp(`/transcript\\?lang=${lang}`));
  await expect(page.locator('main .prose')).toHaveAttribute('lang', lang);
  const other = lang === 'fr' ? 'ar' : 'fr';
  await page.locator(`main .filters a[lang="${other}"]`).click();
  await expect(page.locator('main .prose')).toHaveAttribute('lang', other);
  await expect(page.locator('main audio')).toHaveAttribute('src', /\.mp3\?/);
});
