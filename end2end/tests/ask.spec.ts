// Asking the team without an account: a receipt, the way back from another device, the team's answer, and the end.
import { formWith, unique } from './people.ts';
import { expect, test } from './portal.ts';

/** The receipt as it stands on the page, without its gaps. */
const bare = (text: string) => text.replace(/\D/g, '');

test('a question without an account, answered, gone on with, and erased', async ({ page, lang, w, moderator, visitor, guards }) => {
  guards.expectStatus(422);
  await page.goto(`/${lang}/ask`);
  await expect(page).toHaveTitle(w.neutralTitle);
  const text = unique('may I ask this in private');
  await page.locator('[name="body"]').fill(text);
  await formWith(page, 'body').locator('button[value="send"]').click();
  const shown = page.locator('.ask-receipt');
  await expect(shown).toBeVisible();
  const receipt = bare(await shown.innerText());
  expect(receipt).toMatch(/^\d{16}$/);
  await expect(page.locator('.codes svg')).toBeVisible();
  // Four lines to read out, four words each.
  await expect(page.locator('.codes ol li')).toHaveCount(4);
  expect(new URL(page.url()).search).toBe('');
  // On paper stands the number, and nothing that says what it is for.
  await page.emulateMedia({ media: 'print' });
  await expect(shown).toBeVisible();
  await expect(page.locator('h1')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  // Another device, which knows nothing.
  const other = await (await visitor()).newPage();
  await other.goto(`/${lang}/ask/receipt`);
  const typed = receipt.replace(/(\d{4})(?=\d)/g, '$1 ');
  const wrong = `${receipt.slice(0, 15)}${(Number(receipt[15]) + 1) % 10}`;
  await other.locator('[name="receipt"]').fill(wrong);
  await formWith(other, 'receipt').locator('button').click();
  await expect(other.locator('.error-summary')).toBeVisible();
  await other.locator('[name="receipt"]').fill(typed);
  await formWith(other, 'receipt').locator('button').click();
  await expect(other.locator('.post')).toHaveCount(1);
  await expect(other.locator('.post')).toContainText(text);
  expect(other.url()).not.toContain(receipt.slice(0, 8));

  // The team finds it by what it opens: the list says nothing of it.
  const desk = await moderator.newPage();
  await desk.goto(`/${lang}/desk/ask`);
  await expect(desk.locator('main')).not.toContainText(text);
  const ways = await desk.locator('.topic-row a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  let found = false;
  for (const way of ways.reverse()) {
    await desk.goto(`${way}?template=received`);
    found = (await desk.locator('main').innerText()).includes(text);
    if (found) break;
  }
  expect(found).toBe(true);
  await expect(desk.locator('[name="body"]')).not.toHaveValue('');
  const answer = unique('this is what we know');
  await desk.locator('[name="body"]').fill(answer);
  await desk.locator('button[value="answer"]').click();
  await expect(desk).toHaveURL(/done=answer/);

  await other.goto(`/${lang}/ask/receipt`);
  await other.locator('[name="receipt"]').fill(receipt);
  await formWith(other, 'receipt').locator('button').click();
  await expect(other.locator('.post', { hasText: answer })).toBeVisible();
  const more = unique('thank you, one more thing');
  await other.locator('[name="body"]').fill(more);
  await other.locator('button[value="reply"]').click();
  await expect(other.locator('.post', { hasText: more })).toBeVisible();
  await expect(other.locator('.notice--success')).toBeVisible();

  await other.locator('details.disclosure > summary').last().click();
  await other.locator('[name="sure"]').check();
  await other.locator('button[value="erase"]').click();
  await expect(other.locator('main .notice--success')).toBeVisible();
  await other.goto(`/${lang}/ask/receipt`);
  await other.locator('[name="receipt"]').fill(receipt);
  await formWith(other, 'receipt').locator('button').click();
  await expect(other.locator('.error-summary')).toBeVisible();
});

test('somebody of the team writes for a woman who does not, and keeps nothing', async ({ lang, moderator, visitor, guards }) => {
  guards.expectStatus(422);
  const helper = await moderator.newPage();
  await helper.goto(`/${lang}/ask`);
  await helper.locator('main a[href$="/ask/help"]').click();
  const text = unique('she says it and I write it');
  await helper.locator('[name="body"]').fill(text);
  await helper.locator('button[value="look"]').click();
  await expect(helper.locator('.ask-aloud')).toContainText(text);
  const yes = helper.locator('.ask-yes');
  const box = await yes.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThanOrEqual(90);
  await yes.click();
  // Folded away until she has the screen.
  await expect(helper.locator('.ask-receipt')).toBeHidden();
  await helper.locator('details.disclosure > summary').click();
  const receipt = bare(await helper.locator('.ask-receipt').innerText());

  const hers = await (await visitor()).newPage();
  await hers.goto(`/${lang}/ask/receipt`);
  await hers.locator('[name="receipt"]').fill(receipt);
  await formWith(hers, 'receipt').locator('button').click();
  await expect(hers.locator('.post')).toContainText(text);

  // She comes back and has it read to her; at her word, on a page of its own, all of it goes.
  await helper.goto(`/${lang}/ask/receipt/help`);
  await helper.locator('[name="receipt"]').fill(receipt);
  await formWith(helper, 'receipt').locator('button').click();
  await expect(helper.locator('.post')).toContainText(text);
  await helper.locator('button[value="erasing"]').click();
  await expect(helper.locator('.ask-aloud')).toBeVisible();
  const gone = await helper.locator('.ask-yes').boundingBox();
  expect(gone?.height ?? 0).toBeGreaterThanOrEqual(90);
  await helper.locator('.ask-yes').click();
  await expect(helper.locator('main .notice--success')).toBeVisible();
  expect(bare(await helper.locator('main').innerText())).not.toContain(receipt);
  await hers.goto(`/${lang}/ask/receipt`);
  await hers.locator('[name="receipt"]').fill(receipt);
  await formWith(hers, 'receipt').locator('button').click();
  await expect(hers.locator('.error-summary')).toBeVisible();
});
