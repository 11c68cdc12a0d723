// Figures: table first, drawn by the server, with their source and their numbers.
import { datasetPath, firstLink } from './places.ts';
import { expect, test } from './portal.ts';

test('a dataset has a table, a described chart and a source', async ({ page, lang }) => {
  await page.goto(await datasetPath(page, lang));
  const table = page.locator('main table').first();
  await expect(table.locator('caption')).not.toBeEmpty();
  expect(await table.locator('tbody tr').count()).toBeGreaterThan(0);
  expect(await table.locator('th[scope="col"]').count()).toBeGreaterThan(0);
  await expect(page.locator('.sources a[href^="http"]').first()).toBeVisible();
});

test('every dataset opens, and its chart says what it shows', async ({ page, lang }) => {
  await page.goto(`/${lang}/statistics`);
  const links = await page
    .locator(`main a[href^="/${lang}/statistics/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  const pages = [...new Set(links)].filter((href) => !href.endsWith('.csv'));
  expect(pages.length).toBeGreaterThan(2);
  let charts = 0;
  for (const href of pages) {
    await page.goto(href);
    await expect(page.locator('main table').first()).toBeVisible();
    for (const chart of await page.locator('main svg[role="img"]').all()) {
      charts += 1;
      await expect(chart.locator('> title')).not.toBeEmpty();
      await expect(chart.locator('> desc')).not.toBeEmpty();
      // The table comes before the picture.
      const after = await chart.evaluate((svg) => {
        const table = document.querySelector('main table');
        return table ? (table.compareDocumentPosition(svg) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 : false;
      });
      expect(after, href).toBe(true);
    }
  }
  expect(charts).toBeGreaterThan(0);
});

test('the numbers can be taken along', async ({ page, lang }) => {
  const path = await datasetPath(page, lang);
  await page.goto(path);
  const href = (await page.locator(`main a[href^="/${lang}/"][href$=".csv"]`).first().getAttribute('href')) ?? '';
  const answer = await page.request.get(href);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toContain('text/csv');
  const text = (await answer.text()).replace(/^\uFEFF/, '');
  const rows = text.trimEnd().split(/\r?\n/).filter((line) => !line.startsWith('#'));
  expect(rows.length).toBeGreaterThan(1);
  const columns = cells(rows[0] ?? '').length;
  expect(columns).toBeGreaterThan(2);
  for (const row of rows) expect(cells(row).length, row).toBe(columns);
});

test('a part is chosen by a plain form, and the files follow', async ({ page, lang }) => {
  await page.goto(`/${lang}/statistics/workpart`);
  const rows = page.locator('main table tbody tr');
  const all = await rows.count();
  await page.locator('#choose > summary').click();
  await page.locator('#choose-from').selectOption('2010');
  await page.locator('#choose-to').selectOption('2014');
  await page.locator('#choose button[type="submit"]').click();
  await expect(rows).toHaveCount(5);
  expect(all).toBeGreaterThan(5);
  await expect(page.locator('main a[href*=".csv?from=2010&to=2014"]').first()).toBeVisible();
  await page.locator('main table thead a').nth(1).click();
  await expect(page.locator('main th[aria-sort]')).toHaveCount(1);
});

function cells(line: string): string[] {
  return line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.slice(0, line.endsWith(',') ? undefined : -1) ?? [];
}

test('time runs as people read', async ({ page, lang }) => {
  await firstLink(page, `/${lang}/statistics`, new RegExp(`^/${lang}/statistics/`));
  const links = await page
    .locator(`main a[href^="/${lang}/statistics/"]`)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  for (const href of new Set(links.filter((each) => !each.endsWith('.csv')))) {
    await page.goto(href);
    const years = await page.locator('.chart svg').first().locator('text').evaluateAll((all) =>
      all
        .filter((text) => /^[^\d]*(19|20)\d\d[^\d]*$/.test(text.textContent ?? ''))
        .map((text) => ({ year: Number(/\d{4}/.exec(text.textContent ?? '')?.[0]), x: text.getBoundingClientRect().x })),
    );
    const first = years.reduce((a, b) => (b.year < a.year ? b : a), years[0] ?? { year: 0, x: 0 });
    const last = years.reduce((a, b) => (b.year > a.year ? b : a), years[0] ?? { year: 0, x: 0 });
    if (first.year === last.year) continue;
    if (lang === 'ar') expect(first.x, href).toBeGreaterThan(last.x);
    else expect(first.x, href).toBeLessThan(last.x);
    return;
  }
  throw new Error('no chart has years');
});
