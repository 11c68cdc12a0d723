// Where things stand: what is announced and for how long, old addresses that lead on, organisations that help, and the
// numbers that help.
import { faults } from './axe.ts';
import { formWith, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

/** A day as Tunisia counts it, an hour ahead. */
const day = (ahead = 0) => new Date(Date.now() + 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

test('what is announced stands on the home page until its end; an old address leads on', async ({
  page,
  lang,
  script,
  editor,
  guards,
}) => {
  const desk = await editor.newPage();

  await test.step('nothing is announced without an end', async () => {
    guards.expectStatus(422);
    const text = unique('open day');
    const list = `/${lang}/desk/announcements`;
    await desk.goto(list);
    await desk.locator(`[name="text_${lang}"]`).fill(text);
    await desk.locator('[name="link"]').fill(`/${lang}/safety`);
    await send(formWith(desk, 'link'));
    await expect(desk.locator('.error-summary a[href="#to"]')).toBeVisible();
    await desk.locator('#to').fill(day(1));
    await send(formWith(desk, 'link'));
    await expect(desk).toHaveURL(`${list}?done=write`);

    await page.goto(`/${lang}`);
    const announced = page.locator('section[aria-labelledby="announced"]');
    await expect(announced.locator(`a[href="/${lang}/safety"]`, { hasText: text })).toBeVisible();
    if (script) expect(await faults(page, 'home, with something announced')).toEqual([]);
    await announced.locator(`a[href="/${lang}/announcements"]`).click();
    await expect(page).toHaveURL(`/${lang}/announcements`);
    await expect(page.locator('main li', { hasText: text })).toBeVisible();

    await desk.locator('main tbody tr', { hasText: text }).locator('button[value="end"]').click();
    await expect(desk).toHaveURL(`${list}?done=end`);
    await page.goto(`/${lang}`);
    await expect(page.locator('main')).not.toContainText(text);
  });

  await test.step('an old address leads on, and it is counted', async () => {
    const old = `/${lang}/${unique('old').replace(' ', '-')}`;
    const list = `/${lang}/desk/redirects`;
    await desk.goto(list);
    await desk.locator('#from').fill(old);
    await desk.locator('#to').fill(`/${lang}/safety`);
    await desk.locator('main button[value="add"]').click();
    await expect(desk).toHaveURL(`${list}?done=add`);
    await page.goto(old);
    await expect(page).toHaveURL(`/${lang}/safety`);
    await desk.goto(list);
    const line = desk.locator('main tbody tr', { hasText: old });
    await expect(line.locator('td').nth(1)).toHaveText(/^[1-9]/);
    await line.locator('button[value="remove"]').click();
    await expect(desk).toHaveURL(`${list}?done=remove`);
    await expect(line).toHaveCount(0);
    expect((await page.request.get(old)).status()).toBe(404);
  });
});

test('an organisation comes into the directory and goes; a number is checked', async ({
  page,
  lang,
  script,
  editor,
}) => {
  const desk = await editor.newPage();
  const directory = `/${lang}/organisations`;
  const name = unique('Beit');
  const card = page.locator('.result', { hasText: name });

  await test.step('written, hidden, published', async () => {
    await desk.goto(`/${lang}/desk/organisations/new`);
    await desk.locator('select[name="kind"]').selectOption('union');
    await desk.locator('select[name="area"]').selectOption('kef');
    await desk.locator(`[name="name_${lang}"]`).fill(name);
    await desk.locator(`[name="does_${lang}"]`).fill('one two three');
    await desk.locator('[name="source_url"]').fill('https://www.example.org/');
    await expect(desk.locator('[name="checked_on"]')).not.toHaveValue('');
    await desk.locator('main button[value="save"]').click();
    await expect(desk).toHaveURL(/\/desk\/organisations\/[0-9a-z]+\?done=create$/);
    await page.goto(directory);
    await expect(card).toHaveCount(0);
    await desk.locator('main button[value="publish"]').click();
    await expect(desk).toHaveURL(/\?done=publish$/);
  });

  await test.step('found by what it is, and read', async () => {
    await page.goto(directory);
    await page.locator('select[name="kind"]').selectOption('legal');
    await send(formWith(page, 'kind'));
    await expect(page).toHaveURL(/[?&]kind=legal/);
    await expect(card).toHaveCount(0);
    await page.locator('select[name="kind"]').selectOption('union');
    await send(formWith(page, 'kind'));
    await expect(page).toHaveURL(/[?&]kind=union/);
    await card.getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`${directory}/[0-9a-z]+-`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(page.locator('main a[href="https://www.example.org/"]')).toHaveAttribute('rel', /noreferrer/);
    if (script) expect(await faults(page, 'an organisation')).toEqual([]);
  });

  await test.step('taken away for good', async () => {
    await desk.locator('#sure').check();
    await desk.locator('main button[value="delete"]').click();
    await expect(desk).toHaveURL(`/${lang}/desk/organisations?done=delete`);
    expect((await page.request.get(page.url())).status()).toBe(404);
  });

  await test.step('somebody dialled a number: that it is right was checked today', async () => {
    await desk.goto(`/${lang}/desk/helplines`);
    const line = desk.locator('main tbody tr').first();
    await line.locator('button[value="check"]').click();
    await expect(desk).toHaveURL(`/${lang}/desk/helplines?done=check`);
    await expect(line.locator('time')).toHaveAttribute('datetime', day());
  });
});
