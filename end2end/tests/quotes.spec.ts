// Writing: a quote with its source, a draft, a text that comes back after she was signed out.
import { approve, ask, formWith, join, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('she quotes a text, keeps a draft, and loses nothing when she is signed out', async ({ page, lang, moderator, visitor, guards }) => {
  const other = await (await visitor()).newPage();
  const author = await join(other, lang);
  const title = unique('a question to quote');
  const words = unique('words that are quoted');
  await ask(other, lang, 'unions', title, `a line before\n\n${words}\n\na line after`);
  const topic = `/${lang}/forum/t/${topicId(other.url())}`;
  const desk = await moderator.newPage();
  await approve(desk, lang, title);

  // The button puts it into the form; she deletes what she does not need.
  const her = await join(page, lang);
  await page.goto(topic);
  await page.locator('.post', { hasText: words }).locator('a[href*="quote="]').click();
  const field = page.locator('[name="body"]');
  await expect(field).toHaveValue(new RegExp(words));
  const [head] = (await field.inputValue()).split('\n');
  const answer = unique('an answer to it');
  await field.fill(`${head}\n> ${words}\n\n${answer}`);
  await send(formWith(page, 'body'));
  const waiting = page.locator('.post', { hasText: answer });
  await expect(waiting.locator('blockquote')).toContainText(words);
  await approve(desk, lang, answer);
  const quote = other.locator('.post', { hasText: answer }).locator('blockquote');
  await other.goto(topic);
  await expect(quote).toContainText(words);
  await expect(quote.locator('bdi')).toHaveText(author.pseudonym);
  await expect(quote.locator('a')).toHaveAttribute('href', /^\/p\/[0-9a-z]+$/);

  // What was never said there is refused, and the text stays.
  await page.goto(topic);
  const invented = `${head}\n> she never said this\n\n${answer}`;
  await page.locator('[name="body"]').fill(invented);
  guards.expectStatus(422);
  await send(formWith(page, 'body'));
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('[name="body"]')).toHaveValue(invented);

  // A draft waits in the form, and goes when it is sent.
  await page.goto(topic);
  const draft = unique('not ready yet');
  await page.locator('[name="body"]').fill(draft);
  await page.locator('button[name="action"][value="draft"]').click();
  await expect(page.locator('#draft')).toBeVisible();
  await page.goto(`/${lang}/my/drafts`);
  const line = page.locator('.topic-row', { hasText: title });
  await expect(line).toContainText(draft);
  await line.locator('a.button').click();
  await expect(page.locator('[name="body"]')).toHaveValue(draft);
  await page.locator('button[name="action"][value="discard"]').click();
  await expect(page.locator('[name="body"]')).toHaveValue('');

  // She is signed out while she writes.
  const lost = unique('written with care');
  await page.locator('[name="body"]').fill(lost);
  await page.context().clearCookies();
  guards.expectStatus(401);
  await send(formWith(page, 'body'));
  await expect(page.locator('input[name="passphrase"]')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(lost);
  await page.locator('input[name="pseudonym"]').fill(her.pseudonym);
  await page.locator('input[name="passphrase"]').fill(her.passphrase);
  await send(formWith(page, 'passphrase'));
  await expect(page.locator('[name="body"]')).toHaveValue(lost);
  // She stands at the address of signing in; sending leads to how her text stands.
  await send(formWith(page, 'body'));
  await expect(page).toHaveURL(/\/my\/contributions\/[0-9a-z]+/);
  await expect(page.locator('.post', { hasText: lost })).toBeVisible();
});
