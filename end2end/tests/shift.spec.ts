// A shift at the desk, from the first text in hand to the page that counts what was done; without scripts too.
import type { Locator, Page } from '@playwright/test';
import { adminAccount, askAndWait, formWith, inQueue, join, onward, send, signIn, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

/** Asks something and gives its post and its topic. Ends on the topic's page. */
async function asks(page: Page, lang: Language, title: string, body: string) {
  await askAndWait(page, lang, 'unions', title, body);
  const post = /\/my\/contributions\/([0-9a-z]+)/.exec(page.url())?.[1] ?? '';
  await onward(page);
  return { post, topic: topicId(page.url()) };
}

/** Opens the page of a waiting text. */
async function open(desk: Page, lang: Language, text: string) {
  const item = await inQueue(desk, lang, text);
  await item.locator('a[data-open]').click();
  await expect(desk).toHaveURL(/\/desk\/queue\/[0-9a-z]+/);
  await expect(desk.locator('main')).toContainText(text);
}

/** Presses a button that sends a form, and gives the status of the answer. */
async function press(page: Page, button: Locator): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  return (await answer).status();
}

/** Sends a text back from its page, with a reason and words to its author. */
async function sendBack(desk: Page, action: 'changes' | 'reject', reason: string, note: string) {
  await desk.locator('details[data-reasons] > summary').click();
  await desk.locator('select[name="reason"]').selectOption(reason);
  await desk.locator('[name="note"]').fill(note);
  await desk.locator(`button[value="${action}"]`).click();
  await expect(desk).toHaveURL(new RegExp(`done=${action}`));
}

/** Opens the case of danger that is about this text. */
async function openCase(lead: Page, lang: Language, title: string) {
  await lead.goto(`/${lang}/desk/safety`);
  const links = lead.locator('main table a[href*="/desk/safety/"]');
  const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  // The list names nobody and nothing: one after the other, the youngest first.
  for (const href of all.reverse()) {
    await lead.goto(href);
    if ((await lead.locator('main', { hasText: title }).count()) > 0) return;
  }
  throw new Error(`no case is about "${title}"`);
}

test('claimed, published, sent back, corrected, reported, in danger, counted', async ({
  page,
  lang,
  moderator,
  visitor,
  script,
}) => {
  test.slow();
  await join(page, lang);
  const [clear, unclear] = [unique('a clear question'), unique('a question to be changed')];
  const good = await asks(page, lang, clear, 'who signs this paper?');
  const other = await asks(page, lang, unclear, 'the house behind the well');
  const desk = await moderator.newPage();
  const reader = await (await visitor()).newPage();

  await test.step('in hand, and published: by keyboard, or by its button', async () => {
    await open(desk, lang, clear);
    await desk.locator('button[value="claim"]').click();
    await expect(desk).toHaveURL(/done=claim/);
    await expect(desk.locator('button[value="release"]')).toBeVisible();
    const approve = desk.locator('button[value="approve"]');
    if (script) {
      // The keys are there once the page has loaded.
      await desk.waitForLoadState('load');
      await desk.keyboard.press('a');
      await expect(approve).toBeFocused();
      await desk.keyboard.press('Enter');
    } else {
      await approve.click();
    }
    await expect(desk).toHaveURL(/done=approve/);
    expect((await reader.goto(`/${lang}/forum/t/${good.topic}`))?.status()).toBe(200);
  });

  const note = unique('please leave the well out');
  await test.step('a change is asked for', async () => {
    await open(desk, lang, unclear);
    await sendBack(desk, 'changes', 'names_others', note);
  });

  await test.step('she finds her whole text, and sends it again', async () => {
    await page.goto(`/${lang}/my/contributions`);
    await expect(page.locator('main')).toContainText(note);
    await page.locator(`main a[href*="correct=${other.post}"]`).first().click();
    await expect(page.locator('[name="body"]')).toHaveValue('the house behind the well');
    await page.locator('[name="body"]').fill('the house of my aunt');
    await send(formWith(page, 'title'));
    await onward(page);
    const corrected = topicId(page.url());
    await open(desk, lang, unclear);
    await expect(desk.locator('main')).toContainText('the house of my aunt');
    await desk.locator('button[value="approve"]').click();
    await expect(desk).toHaveURL(/done=approve/);
    expect((await reader.goto(`/${lang}/forum/t/${corrected}`))?.status()).toBe(200);
  });

  const words = unique('I worry about her');
  await test.step('a member reports that somebody is in danger, and is shown the numbers', async () => {
    await join(reader, lang);
    await reader.goto(`/${lang}/forum/t/${good.topic}`);
    await reader.locator('.post a[href*="/report?post="]').click();
    await reader.locator('[name="code"]').selectOption('danger');
    await reader.locator('[name="text"]').fill(words);
    await send(formWith(reader, 'code'));
    await expect(reader).toHaveURL(/\/report\?done=danger/);
    await expect(reader.locator('main a[href^="tel:"]').first()).toBeVisible();
  });

  await test.step('the desk passes it to the few who look after that', async () => {
    await desk.goto(`/${lang}/desk/cases`);
    await desk.locator('.topic-row', { hasText: clear }).getByRole('link').click();
    await expect(desk.locator('main')).toContainText(words);
    await desk.locator('details:has(button[value="escalate"]) > summary').click();
    await desk.locator('button[value="escalate"]').click();
    await expect(desk).toHaveURL(/done=act/);
  });

  await test.step('she has the numbers, her choice, and says that nobody may reach her', async () => {
    await page.goto(`/${lang}/my/held/${good.post}`);
    await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
    await expect(page.locator('main [data-exit]').first()).toBeVisible();
    await expect(page.locator('main')).not.toContainText(words);
    await expect(page.locator('button[value="withdraw"]')).toBeVisible();
    for (const radio of await page.locator('[name="contact_safe"]').all()) await expect(radio).not.toBeChecked();
    await page.locator('[name="contact_safe"][value="no"]').check();
    expect(await press(page, page.locator('button[value="contact"]'))).toBe(303);
  });

  await test.step('what was done is counted for everybody', async () => {
    await reader.goto(`/${lang}/transparency`);
    // The quarter that runs has no figures: from one day to the next they could give somebody away.
    await expect(reader.locator('main .notice')).toBeVisible();
    await expect(reader.locator('main table')).toHaveCount(0);
    await expect(reader.locator('main')).not.toContainText(clear);
  });
});

test('in danger, warned, refused, appealed, given back @ar-fr', async ({ page, lang, moderator, visitor, guards }) => {
  // The administrator's code may have been used by another test; she takes the next.
  guards.expectStatus(422);
  test.slow();
  const me = await join(page, lang);
  const [worrying, rude] = [unique('a worrying question'), unique('a rude question')];
  const first = await asks(page, lang, worrying, 'nobody answers me any more');
  const second = await asks(page, lang, rude, 'what a slow office this is');
  const desk = await moderator.newPage();
  const lead = await (await visitor()).newPage();
  await signIn(lead, lang, adminAccount());

  await test.step('a moderator worries: she has the numbers at once, and her choice', async () => {
    await open(desk, lang, worrying);
    expect(await press(desk, desk.locator('button[value="danger"]'))).toBe(303);
    await expect(desk).toHaveURL(/done=danger/);
    await page.goto(`/${lang}/my/held/${first.post}`);
    await expect(page.locator('main a[href^="tel:"]').first()).toBeVisible();
    await expect(page.locator('button[value="private"]')).toBeVisible();
    await page.locator('[name="contact_safe"][value="no"]').check();
    expect(await press(page, page.locator('button[value="contact"]'))).toBe(303);
  });

  await test.step('one of the few takes it in hand, judges it, and ends it', async () => {
    await openCase(lead, lang, worrying);
    expect(await press(lead, lead.locator('button[value="acknowledge"]'))).toBe(303);
    await expect(lead.locator('main .notice--success')).toBeVisible();
    await expect(lead.locator('button[value="acknowledge"]')).toHaveCount(0);
    await lead.locator('select[name="level"]').selectOption('low');
    expect(await press(lead, lead.locator('button[value="judge"]'))).toBe(303);
    await expect(lead.locator('main .notice--success')).toBeVisible();
    const here = lead.url().split('?')[0] ?? '';
    await lead.locator('select[name="ending"]').selectOption('safe');
    expect(await press(lead, lead.locator('button[value="close"]'))).toBe(303);
    // It leads on to the next case, or to the list.
    await expect(lead).toHaveURL(/done=act/);
    await lead.goto(here);
    await expect(lead.locator('main')).toContainText(worrying);
    await expect(lead.locator('button[value="close"]')).toHaveCount(0);
  });

  const warning = unique('words of the team');
  await test.step('she is warned because of the other text, and reads why', async () => {
    await lead.goto(`/${lang}/desk/sanctions/new?post=${second.post}`);
    await lead.locator('select[name="kind"]').selectOption('warning');
    await lead.locator('select[name="rule"]').selectOption('insult');
    await lead.locator('textarea[name="message"]').fill(warning);
    await lead.locator('textarea[name="reason"]').fill('for the team alone');
    await send(formWith(lead, 'rule'));
    await expect(lead.locator('main .notice--success')).toBeVisible();
    await page.goto(`/${lang}/my/decisions`);
    await expect(page.locator('article.panel', { hasText: warning })).toBeVisible();
    await expect(page.locator('main')).not.toContainText('for the team alone');
  });

  const note = unique('not in this tone');
  await test.step('the text is refused, and she appeals', async () => {
    await open(desk, lang, rude);
    await sendBack(desk, 'reject', 'insult', note);
    await page.goto(`/${lang}/my/decisions`);
    await page.locator('article.panel', { hasText: note }).locator('a[href*="/appeal?decision="]').click();
    await page.locator('textarea[name="body"]').fill('I meant the office and nobody in it');
    await send(formWith(page, 'body'));
    await expect(page.locator('main .notice--success')).toBeVisible();
  });

  await test.step('who refused it decides no second time; another one gives it back', async () => {
    await desk.goto(`/${lang}/desk/appeals`);
    const line = desk.locator('main tr', { hasText: me.pseudonym }).locator('a[href*="/desk/appeals/"]');
    const href = (await line.first().getAttribute('href')) ?? '';
    await desk.goto(href);
    await expect(desk.locator('button[value="decide"]')).toHaveCount(0);
    await lead.goto(href);
    await lead.locator('select[name="outcome"]').selectOption('reversed');
    await lead.locator('textarea[name="answer"]').fill('we looked again, and you are right');
    await lead.locator('button[value="decide"]').click();
    await expect(lead).toHaveURL(/done=decided/);
    await expect(lead.locator('main .notice--success')).toBeVisible();
  });

  await test.step('everybody reads it', async () => {
    const guest = await (await visitor()).newPage();
    expect((await guest.goto(`/${lang}/forum/t/${second.topic}`))?.status()).toBe(200);
    await expect(guest.locator('h1')).toHaveText(rude);
    await page.goto(`/${lang}/my/decisions`);
    await page.locator('main a[href*="/appeal/"]').first().click();
    await expect(page.locator('main')).toContainText('we looked again, and you are right');
  });
});
