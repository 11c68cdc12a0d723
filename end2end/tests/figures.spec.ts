// Figures on their way into the statistics room: a file with mistakes, all of them told at once; the corrected one,
// what it changes, the version that it becomes; and the way back.
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { faults } from './axe.ts';
import { records } from './files.ts';
import { formWith, send, sendAndWait, unique } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

/** Each language has one of its own: the tests run beside each other. */
const SETS: Record<Language, string> = { ar: 'accounts', fr: 'joblessmodel', en: 'minwages' };
const HEAD = 'indicator,place,period,sex,age,value';

test('a file with mistakes, then the right one, is a new version, and is taken back', async ({
  page,
  lang,
  script,
  statistician,
}) => {
  test.setTimeout(120_000);
  const set = SETS[lang];
  const hers = await statistician.newPage();
  const rows = page.locator('main table tbody tr');

  /** The figures as everybody gets them. */
  const published = async () => {
    await page.goto(`/${lang}/statistics/${set}`);
    const href = await page.locator(`main a[href^="/${lang}/"][href$=".csv"]`).first().getAttribute('href');
    return { lines: records(await (await page.request.get(href ?? '')).text()), rows: await rows.count() };
  };
  type Line = Awaited<ReturnType<typeof published>>['lines'][number];
  const figure = ({ indicator, place, period, sex, age, value }: Line) =>
    [indicator, place, period, sex, age, value].join(',');
  const before = await published();
  const kept = before.lines.map(figure);
  const like = before.lines.find((line) => line.sex === 'F');
  const [code, age] = [like?.indicator, like?.age];
  const next = Math.max(...before.lines.map((line) => Number.parseInt(line.period ?? '', 10))) + 1;
  const version = Number(before.lines[0]?.version);

  /** Brings a file; ends on its page. */
  const bring = async (name: string, lines: string[]) => {
    // From the disk: that way a file is chosen without script as well.
    const path = test.info().outputPath(name);
    writeFileSync(path, `${[HEAD, ...lines].join('\n')}\n`);
    await hers.goto(`/${lang}/desk/statistics/import`);
    await hers.locator('#file').setInputFiles(path);
    await send(formWith(hers, 'file'));
    await expect(hers).toHaveURL(/\/desk\/statistics\/imports\/[0-9a-z]+$/);
    await expect(hers.getByRole('heading', { level: 1 })).toContainText(name);
    await settled(hers, 'button[value="map"]');
    // What its columns and codes mean is proposed.
    await expect(hers.locator('select[name="dataset"]')).toHaveValue(set);
    for (const [at, column] of ['indicator', 'geo', 'period', 'sex', 'age', 'value'].entries()) {
      await expect(hers.locator(`select[name="col_${column}"]`)).toHaveValue(`${at}`);
    }
    await hers.locator('select[name="decimal"]').selectOption('.');
  };
  const map = () => sendAndWait(hers, formWith(hers, 'dataset'));

  await test.step('everything that is wrong is told at once, and nothing can be confirmed', async () => {
    await bring(`${unique('wrong').replace(' ', '-')}.csv`, [
      `${code},TN,,F,${age},26.5`,
      `${code},Mars,${next},F,${age},26.5`,
      `${code},TN,${next},X,${age},26.5`,
      `${code},TN,${next},F,${age},many`,
    ]);
    await map();
    await settled(hers, '[aria-labelledby="faults"] tbody tr');
    // The lines of her file, the first one being that of the names.
    await expect(hers.locator('[aria-labelledby="faults"] tbody th')).toHaveText(['2', '3', '4', '5']);
    await expect(hers.locator('[aria-labelledby="faults"]')).toContainText('Mars');
    await expect(hers.locator('button[value="import"]')).toHaveCount(0);
    if (script) expect(await faults(hers, 'a file of figures with mistakes')).toEqual([]);
    const all = (await hers.locator('main a[href$="/faults"]').getAttribute('href')) ?? '';
    const told = records(await (await hers.request.get(all)).text());
    expect(told.map((line) => line.row)).toEqual(['2', '3', '4', '5']);
    await hers.locator('button[value="discard"]').click();
    await expect(hers).toHaveURL(`/${lang}/desk/statistics/import?done=discarded`);
  });

  const note = unique('survey');
  await test.step('corrected, it says what it changes, and is confirmed', async () => {
    await bring(`${unique('right').replace(' ', '-')}.csv`, [...kept, `${code},TN,${next},F,${age},26.5`]);
    await hers.locator('[name="note"]').fill(note);
    await map();
    await settled(hers, 'button[value="import"]');
    const changes = hers.locator('[aria-labelledby="changes"] tbody tr');
    await expect(changes).toHaveCount(1);
    await expect(changes).toContainText(`${next}`);
    if (script) expect(await faults(hers, 'a file of figures, to be confirmed')).toEqual([]);
    // Tried, and no more.
    expect((await published()).lines.length).toBe(before.lines.length);
    await sendAndWait(hers, hers.locator('form', { has: hers.locator('button[value="import"]') }));
    await settled(hers, 'main a[href$="/versions"]');
  });

  await test.step('everybody gets the new version', async () => {
    const now = await published();
    expect(now.rows).toBe(before.rows + 1);
    expect(now.lines.length).toBe(before.lines.length + 1);
    expect(now.lines.every((line) => line.version === `${version + 1}`)).toBe(true);
    expect(now.lines.some((line) => line.period === `${next}` && line.value === '26.5')).toBe(true);
  });

  await test.step('she takes it back', async () => {
    await hers.locator('main a[href$="/versions"]').click();
    const shown = hers.locator('main tbody tr', { has: hers.locator('.tag') });
    await expect(shown).toContainText(note);
    await hers.locator('select[name="to"]').selectOption(`${version}`);
    await hers.locator('#sure').check();
    await send(formWith(hers, 'sure'));
    await expect(hers).toHaveURL(`/${lang}/desk/statistics/${set}/versions?done=shown`);
    await expect(shown.locator('th bdi')).toHaveText(`${version}`);
    const now = await published();
    expect(now.rows).toBe(before.rows);
    expect(now.lines.map(figure)).toEqual(kept);
    expect(now.lines.every((line) => line.version === `${version}`)).toBe(true);
  });
});

/** Looks again until something is there: a file is worked through beside its page. */
async function settled(page: Page, selector: string) {
  await expect(async () => {
    if ((await page.locator(selector).count()) === 0) await page.reload();
    await expect(page.locator(selector).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
}
