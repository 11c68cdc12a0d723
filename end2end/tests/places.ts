// Where things stand, found as a person finds them: by following links.
import type { Page } from '@playwright/test';
import type { Language } from './words.ts';

/** Ids of starter content with a known shape. */
export const PROCEDURE = 'askunit';
export const ARTICLE = 'rightswords';
const [COLLECTION, RECORDING] = ['rights-and-safety', 'safetyaudio'];
/** A guide as a PDF: in French, and in Arabic for everybody else. */
export const guide = (lang: Language): [id: string, written: Language] =>
  lang === 'fr' ? ['guideinfofr', 'fr'] : ['guideinfo', 'ar'];

/** Follows a link of a list and gives the address of the first page behind it. */
export async function firstLink(page: Page, from: string, pattern: RegExp): Promise<string> {
  await page.goto(from);
  const links = await page.locator('main a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const found = links.find((href) => pattern.test(href));
  if (!found) throw new Error(`${from} has no link like ${pattern}: ${links.join(' ')}`);
  return found;
}

/** The right address of an article: the server leads there from its id alone. */
export async function articlePath(page: Page, lang: Language, id: string): Promise<string> {
  const answer = await page.request.get(`/${lang}/a/${id}`);
  return new URL(answer.url()).pathname;
}

/** A dataset's page. */
export const datasetPath = (page: Page, lang: Language) =>
  firstLink(page, `/${lang}/statistics`, new RegExp(`^/${lang}/statistics/[0-9a-z]+-[^.]+$`));

/** A library item's page. */
export const itemPath = (page: Page, lang: Language) =>
  firstLink(page, `/${lang}/library`, new RegExp(`^/${lang}/library/[0-9a-z]+-`));

/** What is said in a recording: the server leads there from its id alone. */
async function transcriptPath(page: Page, lang: Language): Promise<string> {
  const answer = await page.request.get(`/${lang}/library/${RECORDING}/transcript`);
  return new URL(answer.url()).pathname;
}

/** A library item, open for reading: the first one that can be. */
export async function readingPath(page: Page, lang: Language): Promise<string> {
  await page.goto(`/${lang}/library`);
  const items = await page
    .locator('main a[href]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  for (const item of items.filter((href) => new RegExp(`^/${lang}/library/[0-9a-z]+-`).test(href))) {
    await page.goto(item);
    const link = page.locator(`main a[href$="/read"]`).first();
    if ((await link.count()) > 0) return (await link.getAttribute('href')) ?? '';
  }
  throw new Error('no item can be read on a page');
}

/** Kinds of pages of the library that only the accessibility sweep walks besides: the server leads there from an id. */
export function libraryPages(lang: Language): [string, string][] {
  const [id, written] = guide(lang);
  return [
    ['item with a cover', `/${lang}/library/${id}`],
    ['page of a PDF', `/${lang}/library/${id}/read?page=1`],
    ['library, narrowed down', `/${lang}/library?kind=document&language=${written}`],
  ];
}

/** Pages of figures and of organisations, and texts seen otherwise, that only the accessibility sweep walks besides. */
export const otherPages = (lang: Language): [string, string][] => [
  ['dataset, a part of it', `/${lang}/statistics/workpart?from=2010&to=2014`],
  ['organisation', `/${lang}/organisations/observatory`],
  ['ask in private', `/${lang}/ask`],
  ['with a receipt', `/${lang}/ask/receipt`],
  ['sheet of paper', `/${lang}/a/${PROCEDURE}/paper`],
  ['small card', `/${lang}/card`],
  // The last ones: from here on she reads simply.
  ['safety, simple', `/${lang}/safety/simple?n=2`],
  ['procedure, simple', `/${lang}/a/${PROCEDURE}/simple`],
];

/** Every kind of page that a guest can reach, with its name. */
export async function publicPages(page: Page, lang: Language, topic: string): Promise<[string, string][]> {
  return [
    ['home', `/${lang}`],
    ['section', `/${lang}/sections/protection-of-women`],
    ['procedure', await articlePath(page, lang, PROCEDURE)],
    ['article', await articlePath(page, lang, ARTICLE)],
    ['statistics', `/${lang}/statistics`],
    ['dataset', await datasetPath(page, lang)],
    ['organisations', `/${lang}/organisations`],
    ['announcements', `/${lang}/announcements`],
    ['library', `/${lang}/library`],
    ['collection', `/${lang}/library/c/${COLLECTION}`],
    ['item', await itemPath(page, lang)],
    ['transcript', await transcriptPath(page, lang)],
    ['item, reading', await readingPath(page, lang)],
    ['forum', `/${lang}/forum`],
    ['category', `/${lang}/forum/c/civil-society`],
    ['empty category', `/${lang}/forum/c/statistical-data`],
    ['topic', `/${lang}/forum/t/${topic}`],
    ['join', `/${lang}/join`],
    ['sign-in', `/${lang}/sign-in`],
    ['recover', `/${lang}/recover`],
    ['reset', `/${lang}/reset`],
    ['return', `/${lang}/account/return`],
    ['safety', `/${lang}/safety`],
    ['offline', `/${lang}/offline`],
    ['transparency', `/${lang}/transparency`],
    ['commitment', `/${lang}/commitment`],
    ['about', `/${lang}/about`],
    ['terms', `/${lang}/terms`],
    ['privacy', `/${lang}/privacy`],
  ];
}
