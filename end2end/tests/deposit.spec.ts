// A book on its way through the library: brought by one librarian, let out by another, read by a guest, taken away.
import { faults } from './axe.ts';
import { epub, png } from './files.ts';
import { formWith, send, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { bring, inList, makeOf, PIECE, uploadLine } from './shelf.ts';
import type { Language } from './words.ts';

interface Told {
  title: string;
  summary: string;
  picture: string;
  note: string;
  chapters: [string, string][];
  /** A word of the last chapter alone. */
  word: string;
  /** What is said of an empty file, and of a page that says it is a PDF. */
  refusals: [string, string];
}

const WORDS: Record<Language, Told> = {
  ar: {
    title: 'كتاب الجسر',
    summary: 'ثلاثة فصول قصيرة كتبتها نساء من المدينة.',
    picture: 'ألوان بلا رسم',
    note: 'طلبت صاحبة الكتاب سحبه.',
    chapters: [
      ['الماء', 'كانت النساء يجئن إلى العين كل صباح، ومع كل واحدة جرّتها وحكايتها.'],
      ['الطريق', 'ثم صار الطريق أطول، وصارت الحكايات أطول منه، ولم تتعب واحدة منهن.'],
      ['الشجرة', 'في آخر الطريق زيتونة كبيرة، تحتها جلسن وكتبن ما حفظنه من قديم.'],
    ],
    word: 'زيتونة',
    refusals: ['فارغ', 'صفحة ويب'],
  },
  fr: {
    title: 'Le livre du pont',
    summary: 'Trois courts chapitres écrits par des femmes de la ville.',
    picture: 'Des couleurs sans dessin',
    note: 'L’autrice du livre a demandé son retrait.',
    chapters: [
      ['L’eau', 'Chaque matin, les femmes venaient à la source, chacune avec sa jarre et son histoire.'],
      ['Le chemin', 'Puis le chemin devint plus long, et les histoires avec lui, sans fatiguer personne.'],
      ['L’arbre', 'Au bout se dressait un olivier. Elles s’assirent dessous et écrivirent ce qu’elles savaient.'],
    ],
    word: 'olivier',
    refusals: ['vide', 'page web'],
  },
  en: {
    title: 'The book of the bridge',
    summary: 'Three short chapters by women of the town.',
    picture: 'Colours without a drawing',
    note: 'The author of the book asked for it back.',
    chapters: [
      ['Water', 'Every morning the women came to the spring, each with her jar and her story.'],
      ['The way', 'Then the way grew longer, and so did the stories, and none of them was tired.'],
      ['The tree', 'At the end stood an olive. They sat down below it and wrote what they knew by heart.'],
    ],
    word: 'olive',
    refusals: ['empty', 'web page'],
  },
};

test('a book is brought, lacks much, is let out by a second person, read, and withdrawn', async ({
  page,
  lang,
  script,
  w,
  librarian,
  colleague,
  guards,
}) => {
  const told = WORDS[lang];
  const [title, stem] = [unique(told.title), unique('book').replace(' ', '-')];
  const [book, picture] = [`${stem}.epub`, `${stem}.png`];
  const bytes = epub(lang, w.dir, title, told.chapters, script ? PIECE + 99 : 0);
  const [keeper, second] = [await librarian.newPage(), await colleague.newPage()];

  await test.step('two files come, and one of them says what it is', async () => {
    await bring(keeper, lang, script, [
      [book, bytes],
      [picture, png(60, 90)],
    ]);
    await inList(keeper, lang, async () => {
      for (const name of [book, picture]) await expect(makeOf(keeper, name)).toBeVisible({ timeout: 500 });
    });
    await makeOf(keeper, book).click();
    await expect(keeper).toHaveURL(/\/desk\/library\/new\?upload=/);
    await expect(keeper.locator(`[name="title_${lang}"]`)).toHaveValue(title);
    await expect(keeper.locator('select[name="language"]')).toHaveValue(lang);
    // In a hurry: the wrong kind, and nothing about rights.
    await keeper.locator('select[name="kind"]').selectOption('audio');
    await keeper.locator(`[name="summary_${lang}"]`).fill(told.summary);
    await send(formWith(keeper, 'licence'));
    await expect(keeper).toHaveURL(/\/desk\/library\/[0-9a-z]+\?done=create/);
    const joins = keeper.locator('form', { has: keeper.locator('button[value="attach"]') });
    await joins.locator('select[name="upload"]').selectOption({ label: picture });
    await joins.locator('select[name="purpose"]').selectOption('cover');
    await joins.locator('button[value="attach"]').click();
    await expect(keeper).toHaveURL(/\/desk\/library\/[0-9a-z]+\?done=attach/);
  });
  const desk = new URL(keeper.url()).pathname;
  const id = desk.split('/').at(-1);
  const [permanent, cover, shelf] = [`/i/${id}`, `/media/cover/${id}.jpg`, `/${lang}/library?kind=book`];
  const card = page.locator('.item-card', { hasText: title });

  await test.step('what it lacks is named, and put right', async () => {
    guards.expectStatus(410, 422);
    const refused = async (...lacks: string[]) => {
      await keeper.locator('main button[value="publish"]').click();
      await expect(keeper.locator('.error-summary a')).toHaveCount(lacks.length);
      for (const lack of lacks) {
        await expect(keeper.locator(`.error-summary a[href="#${lack}"]`)).toBeVisible();
        await expect(keeper.locator(`main li#${lack}`)).toBeVisible();
      }
    };
    await refused('licence', 'text', 'alternative', 'person');
    if (script) expect(await faults(keeper, 'an item that lacks much')).toEqual([]);
    await page.goto(shelf);
    await expect(card).toHaveCount(0);
    for (const path of [permanent, cover]) expect((await page.request.get(path)).status(), path).toBe(404);

    await keeper.locator(`main a[href="${desk}/record"]`).click();
    await keeper.locator('select[name="kind"]').selectOption('book');
    await keeper.locator('select[name="licence"]').selectOption('cc-by-4.0');
    await send(formWith(keeper, 'licence'));
    await expect(keeper).toHaveURL(`${desk}?done=edit`);
    const shows = keeper.locator('form', { has: keeper.locator('button[value="describe"]') });
    await shows.locator('[name="alt"]').fill(told.picture);
    await shows.locator('button[value="describe"]').click();
    await expect(keeper).toHaveURL(`${desk}?done=describe`);
    await expect(keeper.locator('main li#licence, main li#text, main li#alternative')).toHaveCount(0);
    // Two persons see it before the world does.
    await refused('person');
    await second.goto(desk);
    await expect(second.locator('main li#person')).toHaveCount(0);
    await second.locator('main button[value="publish"]').click();
    await expect(second).toHaveURL(`${desk}?done=publish`);
  });

  const address = await test.step('a guest finds it with its cover, and keeps it', async () => {
    await page.goto(shelf);
    await expect(card.locator(`img[src="${cover}"]`)).toHaveCount(1);
    await card.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    const drawn = page.locator(`.item__cover img[src="${cover}"]`);
    await drawn.scrollIntoViewIfNeeded();
    await expect.poll(() => drawn.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(60);
    if (script) expect(await faults(page, 'an item with a cover')).toEqual([]);
    return page.url();
  });
  const file = (await page.locator('a.download__link[href*=".epub"]').getAttribute('href')) ?? '';
  const answer = await page.request.get(file);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toContain('application/epub+zip');
  expect(bytes.equals(await answer.body())).toBe(true);

  await test.step('she reads it: contents, chapters, what she looks for, as she likes it to look', async () => {
    await page.locator('main .actions a[href$="/read"]').click();
    const text = page.locator('main .prose');
    const inChapter = async (number: number) => {
      await expect(text).toContainText(told.chapters[number - 1]?.[1] ?? '-');
      await expect(text).toHaveAttribute('lang', lang);
      await expect(text).toHaveAttribute('dir', w.dir);
      await expect(page.getByRole('button', { name: w.exit })).toBeVisible();
    };
    await inChapter(1);
    // What it brought along besides words stayed away.
    await expect(text.locator('script, img[src], [style], [onerror]')).toHaveCount(0);
    await page.locator('#contents > summary').click();
    await expect(page.locator('#contents a')).toHaveText(told.chapters.map(([heading]) => heading));
    await page.locator('#contents a').nth(1).click();
    await expect(page).toHaveURL(/\/read\?chapter=2$/);
    await inChapter(2);
    await expect(page.locator('#contents a[aria-current="page"]')).toHaveText(told.chapters[1]?.[0] ?? '-');

    const looks = page.locator('details', { has: page.locator('#size') });
    await looks.locator('summary').click();
    await looks.locator('#size').selectOption('large');
    await looks.locator('#contrast').selectOption('more');
    await looks.locator('button').click();
    const large = async () => {
      await expect(page).toHaveURL(/[?&]size=large/);
      await expect(page.locator('html')).toHaveAttribute('data-text', 'large');
      await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
    };
    await large();
    await inChapter(2);
    if (script) expect(await faults(page, 'a book')).toEqual([]);
    await page.locator('main a[rel="next"]').click();
    await large();
    await inChapter(3);
    await expect(page.locator('main a[rel="next"]')).toHaveCount(0);
    await page.locator('main a[rel="prev"]').click();
    await inChapter(2);

    await page.locator('#in-book').fill(told.word);
    await page.locator('form', { has: page.locator('#in-book') }).locator('button').click();
    await expect(page.locator('main [role="status"]')).toBeVisible();
    await expect(page.locator('.result')).toHaveCount(1);
    await expect(page.locator('.result mark').first()).toHaveText(told.word);
    await page.locator('.result__title a').click();
    await expect(page).toHaveURL(/[?&]chapter=3/);
    await large();
    await inChapter(3);
    await page.locator('main .actions a.button--quiet').last().click();
    await expect(page).toHaveURL(address);
  });

  await test.step('withdrawn: a stone stands in its place, and no byte of it', async () => {
    await second.goto(desk);
    const form = formWith(second, 'reason');
    await form.locator('[name="reason"]').selectOption('owner_asked');
    await form.locator(`[name="note_${lang}"]`).fill(told.note);
    await form.locator('[name="sure"]').check();
    await form.locator('button[value="withdraw"]').click();
    await expect(second).toHaveURL(`${desk}?done=withdraw`);

    expect((await page.goto(address))?.status()).toBe(410);
    await expect(page.locator('main')).toContainText(told.note);
    await expect(page.locator('main a[href^="/media/"], main img')).toHaveCount(0);
    for (const path of [file, permanent, cover, `${address}/read`, `${address}/read?chapter=2`]) {
      expect((await page.request.get(path)).status(), path).toBe(410);
    }
    await page.goto(shelf);
    await expect(card).toHaveCount(0);
  });
});

test('what is no file for the library is refused, and she reads why', async ({ lang, script, librarian }) => {
  const keeper = await librarian.newPage();
  const stem = unique('none').replace(' ', '-');
  const [empty, disguised] = [`${stem}-a.pdf`, `${stem}-b.pdf`];
  const page = `<!DOCTYPE html><title>${stem}</title><script>document.title = ""</script>`;
  await bring(keeper, lang, script, [
    [empty, Buffer.alloc(0)],
    [disguised, Buffer.from(page)],
  ]);
  const reasons = WORDS[lang].refusals;
  await inList(keeper, lang, async () => {
    for (const [index, name] of [empty, disguised].entries()) {
      await expect(uploadLine(keeper, name)).toContainText(reasons[index] ?? '-', { timeout: 500 });
    }
  });
  for (const name of [empty, disguised]) {
    await expect(makeOf(keeper, name)).toHaveCount(0);
    await uploadLine(keeper, name).locator('button[value="clear"]').click();
    await expect(keeper).toHaveURL(/\?done=cleared/);
    await expect(uploadLine(keeper, name)).toHaveCount(0);
  }
});
