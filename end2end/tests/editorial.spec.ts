// A text of the team on its way to readers: written, sent back, read by a second person, given a time, and put before
// everybody; then in two more languages, until its words change and these do not follow it any more.
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { faults } from './axe.ts';
import { formWith, send, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { type Language, words } from './words.ts';

const LANGUAGES: Language[] = ['ar', 'fr', 'en'];
const SECTION = 'womens-participation';
const SOURCE = 'https://www.example.org/law';
const VOICE = fileURLToPath(new URL('../../migrations/content/library/audio/safety.fr.mp3', import.meta.url));
const DAY_MS = 86_400_000;

interface Told {
  title: string;
  summary: string;
  heading: string;
  first: string;
  /** The same, after she was asked for more. */
  better: string;
  /** Other words, when readers have had those for a while. */
  newer: string;
  note: string;
}

const WORDS: Record<Language, Told> = {
  ar: {
    title: 'كيف تحضرين جلسة المجلس البلدي',
    summary: 'الجلسات مفتوحة للجميع، ولا تحتاجين إلى دعوة.',
    heading: 'قبل الجلسة',
    first: 'يُعلَّق موعد الجلسة على باب البلدية.',
    better: 'يُعلَّق موعد الجلسة على باب البلدية قبل ثلاثة أيام.',
    newer: 'يُعلَّق موعد الجلسة على باب البلدية قبل خمسة أيام.',
    note: 'أضيفي قبل كم يوم.',
  },
  fr: {
    title: 'Assister au conseil municipal',
    summary: 'Les séances sont ouvertes à toutes, sans invitation.',
    heading: 'Avant la séance',
    first: 'La date est affichée à la porte de la mairie.',
    better: 'La date est affichée à la porte de la mairie trois jours avant.',
    newer: 'La date est affichée à la porte de la mairie cinq jours avant.',
    note: 'Dites combien de jours avant.',
  },
  en: {
    title: 'Attending the town council',
    summary: 'The meetings are open to everybody; no invitation is needed.',
    heading: 'Before the meeting',
    first: 'The date hangs at the door of the town hall.',
    better: 'The date hangs at the door of the town hall three days before.',
    newer: 'The date hangs at the door of the town hall five days before.',
    note: 'Say how many days before.',
  },
};

const markdown = ({ heading }: Told, sentence: string) => `## ${heading}\n\n${sentence}[^1]`;

test('a text is written, sent back, given a time, published in three languages, and its translations grow old', async ({
  page,
  lang,
  script,
  editor,
  reviewer,
  guards,
}) => {
  test.setTimeout(240_000);
  // A page that is left at once has not used its face yet.
  guards.tolerate(/preloaded using link preload/);
  const told = WORDS[lang];
  const title = unique(told.title);
  const [writer, second] = [await editor.newPage(), await reviewer.newPage()];
  const today = new Date().toISOString().slice(0, 10);

  const form = writer.locator('#article-form');
  const press = (action: string) => form.locator(`button[name="action"][value="${action}"]`).click();
  await writer.goto(`/${lang}/desk/articles/new`);
  await expect(writer.locator('select[name="locale"]')).toHaveValue(lang);
  await writer.locator('select[name="section"]').selectOption(SECTION);
  await writer.locator('[name="title"]').fill(title);
  await writer.locator('[name="summary"]').fill(told.summary);
  await send(formWith(writer, 'title'));
  await expect(writer).toHaveURL(new RegExp(`/desk/articles/[0-9a-z]+/${lang}/edit$`));
  const id = new URL(writer.url()).pathname.split('/')[4] ?? '';
  const bench = (language: Language) => `/${lang}/desk/articles/${id}/${language}`;
  const beside = (language: Language) => `${bench(language)}/translate?from=${lang}`;
  const listed = (desk: Page, language: Language) =>
    desk.locator('main tbody tr', { has: desk.locator(`a[href="${bench(language)}"]`) });

  /** One act, on the workbench as it stands now. */
  const act = async (desk: Page, language: Language, action: string, fill?: (form: Locator) => Promise<void>) => {
    await desk.goto(bench(language));
    const button = desk.locator(`button[name="action"][value="${action}"]`);
    await fill?.(desk.locator('form', { has: button }));
    await button.click();
    await expect(desk).toHaveURL(`${bench(language)}?done=${action}`);
    await expect(desk.locator('main .notice--success')).toBeVisible();
  };
  const write = async (sentence: string) => {
    await writer.goto(`${bench(lang)}/edit`);
    await writer.locator('#article-source').fill(markdown(told, sentence));
    await press('save');
    await expect(writer).toHaveURL(`${bench(lang)}?done=save`);
  };
  const status = async () => (await page.request.get(`/${lang}/a/${id}`)).status();
  const read = async (language: Language, sentence: string) => {
    await page.goto(`/${language}/a/${id}`);
    await expect(page.locator('main .prose').first()).toContainText(sentence);
  };
  const old = page.locator(`main .notice--warning a[hreflang="${lang}"]`);

  await test.step('written with a source, looked at as readers will see it, saved, and handed over', async () => {
    await expect(writer.locator('[name="summary"]')).toHaveValue(told.summary);
    await writer.locator('#article-source').fill(markdown(told, told.first));
    await writer.locator('[name="source1_kind"]').selectOption('address');
    await writer.locator('[name="source1_title"]').fill('Code');
    await writer.locator('[name="source1_url"]').fill(SOURCE);
    await writer.locator('[name="source1_checked_on"]').fill(today);
    await writer.locator('[name="checked_on"]').fill(today);
    await press('preview');
    const shown = writer.locator('#article-preview');
    await expect(shown.locator('h2', { hasText: told.heading })).toBeVisible();
    await expect(shown.locator('#source-1 a').first()).toHaveAttribute('href', SOURCE);
    await press('save');
    await expect(writer).toHaveURL(`${bench(lang)}?done=save`);
    await act(writer, lang, 'submit');
    await expect(writer.locator('main button[value="approve"]')).toHaveCount(0);
    expect(await status()).toBe(404);
  });

  await test.step('a second person asks for more, and gets it', async () => {
    const note = unique(told.note);
    await act(second, lang, 'request_changes', (form) => form.locator('[name="comment"]').fill(note));
    await writer.goto(bench(lang));
    await expect(writer.locator('section[aria-labelledby="log"]')).toContainText(note);
    await write(told.better);
    await act(writer, lang, 'submit');
    await act(second, lang, 'approve');
    if (script) expect(await faults(second, 'a text at the desk')).toEqual([]);
  });

  await test.step('it has a time; called off, it comes at once, and not a moment before', async () => {
    // At the desk it is the time of Tunisia, an hour ahead.
    const at = new Date(Date.now() + DAY_MS + 3_600_000).toISOString().slice(0, 16);
    await act(second, lang, 'schedule', (form) => form.locator('[name="at"]').fill(at));
    await second.goto(`/${lang}/desk/articles?state=scheduled&section=${SECTION}`);
    await expect(listed(second, lang)).toHaveCount(1);
    expect(await status()).toBe(404);
    guards.expectStatus(404);
    expect((await page.goto(`/${lang}/a/${id}`))?.status()).toBe(404);
    await act(second, lang, 'call_off');
    expect(await status()).toBe(404);
    await act(second, lang, 'publish');
    await second.goto(`/${lang}/desk/articles?state=published&section=${SECTION}`);
    await expect(listed(second, lang)).toHaveCount(1);
  });

  await test.step('it is read aloud, too', async () => {
    await writer.goto(`${bench(lang)}/audio`);
    await writer.locator('[name="voice"]').fill('Nour');
    await writer.locator('#file').setInputFiles(VOICE);
    await send(formWith(writer, 'voice'));
    await expect(writer).toHaveURL(`${bench(lang)}/audio?done=brought`);
  });

  await test.step('readers find it, with its note and its voice', async () => {
    await page.goto(`/${lang}/sections/${SECTION}`);
    await page.locator(`main a[href*="/a/${id}-"]`).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('main a[role="doc-noteref"]')).toHaveAttribute('href', '#source-1');
    await expect(page.locator('#source-1 a').first()).toHaveAttribute('href', SOURCE);
    await expect(page.locator('#source-1 a[role="doc-backlink"]')).toHaveCount(1);
    await expect(page.locator('main audio')).toHaveAttribute('preload', 'none');
    if (script) expect(await faults(page, 'an article with a note and a voice')).toEqual([]);
  });

  const others = LANGUAGES.filter((each) => each !== lang);
  const release = async (language: Language) => {
    await act(writer, language, 'submit');
    await act(second, language, 'approve');
    await act(second, language, 'publish');
  };
  for (const other of others) {
    await test.step(`side by side in ${other}`, async () => {
      const { title, summary } = WORDS[other];
      await writer.goto(bench(other));
      await writer.locator(`main a[href="${beside(other)}"]`).click();
      await expect(writer).toHaveURL(beside(other));
      await expect(writer.locator(`main .prose[lang="${lang}"]`).first()).toBeVisible();
      await expect(writer.locator('textarea[name="source"]')).toHaveAttribute('dir', words[other].dir);
      await writer.locator('[name="title"]').fill(title);
      await writer.locator('[name="summary"]').fill(summary);
      await writer.locator('[name="source"]').fill(markdown(WORDS[other], WORDS[other].better));
      await send(formWith(writer, 'take_sources'));
      await expect(writer).toHaveURL(bench(other));
      await release(other);
      await read(other, WORDS[other].better);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      // Its numbers lead to the sources of the text that it follows.
      await expect(page.locator('#source-1 a').first()).toHaveAttribute('href', SOURCE);
      await expect(old).toHaveCount(0);
    });
  }

  await test.step('new words wait for a second person, and readers keep what they have', async () => {
    await write(told.newer);
    await act(writer, lang, 'submit');
    await read(lang, told.better);
    await second.goto(bench(lang));
    await second.locator('main a[href*="/compare?"]').click();
    await expect(second.locator('main ins').first()).toBeVisible();
    await expect(second.locator('main del').first()).toBeVisible();
    if (script) expect(await faults(second, 'two revisions')).toEqual([]);
    await act(second, lang, 'approve');
    await act(second, lang, 'publish');
    await read(lang, told.newer);
  });

  await test.step('what follows older words says so, to readers and at the desk', async () => {
    await writer.goto(`/${lang}/desk/articles/translations`);
    for (const other of others) {
      await expect(
        writer.locator(`section[aria-labelledby="in-${other}"] a[href="${beside(other)}"]`),
      ).toHaveCount(1);
      await read(other, WORDS[other].better);
      await expect(old).toBeVisible();
    }
    const [other = lang] = others;
    const list = `/${lang}/desk/articles?section=${SECTION}&language=${other}`;
    await writer.goto(list);
    await listed(writer, other).locator(`a.tag[href="${beside(other)}"]`).click();
    await expect(writer.locator('section[aria-labelledby="changes"] ins').first()).toBeVisible();
    if (script) expect(await faults(writer, 'a translation beside what changed')).toEqual([]);
    await writer.locator('[name="source"]').fill(markdown(WORDS[other], WORDS[other].newer));
    await send(formWith(writer, 'take_sources'));
    await expect(writer).toHaveURL(bench(other));
    await release(other);
    await read(other, WORDS[other].newer);
    await expect(old).toHaveCount(0);
    await writer.goto(list);
    await expect(listed(writer, other)).toHaveCount(1);
    await expect(listed(writer, other).locator(`a[href="${beside(other)}"]`)).toHaveCount(0);
  });
});
