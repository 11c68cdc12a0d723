// A shift at the desk, from the first text in hand to the page that counts what was done; without scripts too.
import type { Locator, Page } from '@playwright/test';
import {
  adminAccount,
  approve,
  ask,
  askAndWait,
  formWith,
  join,
  onward,
  openItem,
  postId,
  reply,
  send,
  sendBack,
  signIn,
  topicId,
  unique,
} from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

/** Asks something and gives its post and its topic. Ends on the topic's page. */
async function asks(page: Page, lang: Language, title: string, body: string) {
  await askAndWait(page, lang, 'unions', title, body);
  const post = postId(page.url());
  await onward(page);
  return { post, topic: topicId(page.url()) };
}

/** Presses a button that sends a form, and gives the status of the answer. */
async function press(page: Page, button: Locator): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  return (await answer).status();
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
    await openItem(desk, lang, clear);
    await desk.locator('button[value="claim"]').click();
    await expect(desk).toHaveURL(/done=claim/);
    await expect(desk.locator('button[value="release"]')).toBeVisible();
    const approve = desk.locator('button[value="approve"]');
    if (script) {
      // The keys are there once the page has loaded. Two of the three that a decision may take at most.
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
    await openItem(desk, lang, unclear);
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
    await openItem(desk, lang, unclear);
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
    await openItem(desk, lang, worrying);
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
    await openItem(desk, lang, rude);
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

test('several are refused at once, after a look at them', async ({ page, lang, moderator }) => {
  test.slow();
  await join(page, lang);
  const texts = [unique('cheap creams for everybody'), unique('earn money at home')];
  const posts: string[] = [];
  for (const text of texts) {
    // Where no other test has something that waits.
    await askAndWait(page, lang, 'womens-job', text, `write to us: ${text}`);
    posts.push(postId(page.url()));
  }
  const desk = await moderator.newPage();

  await test.step('both are chosen in the queue, and looked at once more', async () => {
    await desk.goto(`/${lang}/desk/queue?category=womens-job`);
    for (const text of texts) {
      await desk.locator('.queue-item', { hasText: text }).locator('input[name="item"]').check();
    }
    expect(await press(desk, desk.locator('form#bulk button[value="preview"]'))).toBe(200);
    await expect(desk).toHaveURL(/\/desk\/queue\/bulk$/);
    for (const text of texts) {
      const item = desk.locator('.queue-item', { hasText: text });
      await expect(item.locator('.queue-item__body')).toContainText('write to us');
      await expect(item.locator('input[name="item"]')).toBeChecked();
    }
    await expect(desk.locator('.queue-item')).toHaveCount(texts.length);
    // Nothing is decided yet.
    await page.goto(`/${lang}/my/contributions/${posts[0]}`);
    await expect(page.locator('main a[href*="correct="]')).toHaveCount(0);
  });

  await test.step('refused, each told by itself, and gone from the queue', async () => {
    expect(await press(desk, desk.locator('button[value="confirm"]'))).toBe(200);
    await expect(desk.locator('main .notice--success')).toBeVisible();
    for (const text of texts) {
      await expect(desk.locator('.topic-row', { hasText: text }).locator('.tag--approved')).toHaveCount(1);
    }
    await desk.goto(`/${lang}/desk/queue?category=womens-job`);
    for (const text of texts) await expect(desk.locator('.queue-item', { hasText: text })).toHaveCount(0);
  });

  await test.step('she can put each right', async () => {
    for (const post of posts) {
      await page.goto(`/${lang}/my/contributions/${post}`);
      await expect(page.locator(`main a[href*="correct=${post}"]`)).toBeVisible();
    }
  });
});

test('an answer becomes a discussion of its own, and comes back', async ({ page, lang, moderator, visitor }) => {
  test.slow();
  await join(page, lang);
  const title = unique('a question with two answers');
  await ask(page, lang, 'unions', title, 'when is the office open?');
  const old = topicId(page.url());
  const desk = await moderator.newPage();
  await approve(desk, lang, title);
  const other = await (await visitor()).newPage();
  await join(other, lang);
  const [stays, goes] = [unique('on Monday'), unique('and who knows a school')];
  for (const text of [stays, goes]) {
    await other.goto(`/${lang}/forum/t/${old}`);
    await reply(other, text);
    await approve(desk, lang, text);
  }
  const guest = await (await visitor()).newPage();
  /** What the team may do with the discussion on whose page she stands. */
  const arrange = async () => {
    const fold = desk.locator('details', { has: desk.locator('[name="about"]') });
    await fold.locator('summary').click();
    return fold;
  };

  const part = unique('who knows a school');
  const made = await test.step('split', async () => {
    await desk.goto(`/${lang}/forum/t/${old}`);
    await (await arrange()).locator('a[href$="/split"]').click();
    await expect(desk).toHaveURL(/\/split$/);
    await desk.locator('.post', { hasText: goes }).locator('input[name="posts"]').check();
    await desk.locator('[name="title"]').fill(part);
    await desk.locator('button[value="split"]').click();
    await expect(desk).toHaveURL(/\/forum\/t\/[0-9a-z]+$/);
    await expect(desk.getByRole('heading', { level: 1 })).toHaveText(part);
    return topicId(desk.url());
  });
  expect(made).not.toBe(old);

  await test.step('everybody reads two discussions', async () => {
    expect((await guest.goto(`/${lang}/forum/t/${made}`))?.status()).toBe(200);
    await expect(guest.locator('.post')).toHaveCount(1);
    await expect(guest.locator('.post')).toContainText(goes);
    await guest.goto(`/${lang}/forum/t/${old}`);
    await expect(guest.locator('.post')).toHaveCount(2);
    await expect(guest.locator('.post', { hasText: stays })).toBeVisible();
    await expect(guest.locator('.post', { hasText: goes })).toHaveCount(0);
  });

  await test.step('taken back: one discussion, as before', async () => {
    await (await arrange()).locator('button[value="split_back"]').click();
    await expect(desk).toHaveURL(new RegExp(`/forum/t/${old}$`));
    await guest.goto(`/${lang}/forum/t/${old}`);
    await expect(guest.locator('.post')).toHaveCount(3);
    await expect(guest.locator('.post', { hasText: goes })).toBeVisible();
    // The address that it had leads back.
    await guest.goto(`/${lang}/forum/t/${made}`);
    await expect(guest).toHaveURL(new RegExp(`/forum/t/${old}$`));
  });
});
