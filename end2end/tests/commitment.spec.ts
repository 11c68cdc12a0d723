// What was promised: read by everybody, each point with its state, its day and the way to what answers it; and taken along
// as files. How a point stands is said in staff.spec.ts, where an administrator is.
import { records } from './files.ts';
import { expect, test } from './portal.ts';

test('what was promised is found, leads to what is there, and is taken along', async ({ page, lang }) => {
  await page.goto(`/${lang}`);
  await page.locator(`footer a[href="/${lang}/commitment"]`).click();
  await expect(page).toHaveURL(`/${lang}/commitment`);

  await test.step('each point has its state, its day, where it is written and where it is answered', async () => {
    const points = page.locator('main li[id^="point-"]');
    const all = await points.all();
    expect(all.length).toBeGreaterThan(5);
    for (const point of all) {
      await expect(point.locator('.tag')).not.toBeEmpty();
      await expect(point.locator('time')).toHaveAttribute('datetime', /^\d{4}-\d\d-\d\d$/);
      expect(await point.locator(`a[href^="/${lang}"]`).count()).toBeGreaterThan(0);
      expect(await point.locator('.muted').count()).toBe(1);
    }
    for (const source of await page.locator('main a[href^="https://"]').all()) {
      await expect(source).toHaveAttribute('rel', 'noreferrer noopener');
    }
    // What nobody confirmed is not said.
    await expect(page.locator('#n-portal dd')).toHaveCount(2);
    await page.locator(`#point-forum a[href="/${lang}/forum"]`).click();
    await expect(page).toHaveURL(`/${lang}/forum`);
  });

  await test.step('nothing of the quarter that runs is told; the way to what the team did is there', async () => {
    await page.goto(`/${lang}/commitment`);
    await expect(page.locator('#n-content')).toBeVisible();
    await expect(page.locator('#n-questions')).toHaveCount(0);
    await expect(page.locator(`main a[href^="/${lang}/transparency"]`).last()).toBeVisible();
  });

  await test.step('the same as files', async () => {
    const [table, list] = await Promise.all(
      ['csv', 'json'].map(async (ending) => {
        const href = await page.locator(`main a[href$="/commitment.${ending}"]`).getAttribute('href');
        return (await page.request.get(href ?? '')).text();
      }),
    );
    const lines = records(table ?? '');
    const asked = lines.filter((line) => line.part === 'asked');
    expect(asked.map((line) => line.code)).toContain('forum');
    const told = JSON.parse(list ?? '[]') as { part: string; code: string | null; count: number | string | null }[];
    expect(told.length).toBe(lines.length);
    expect(told.filter((line) => line.part === 'asked').map((line) => line.code)).toEqual(asked.map((line) => line.code));
  });
});
