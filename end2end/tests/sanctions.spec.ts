// Somebody is silenced because of a text, reads why on her own page, appeals, and another lead takes it back.
import { faults } from './axe.ts';
import { type Page } from '@playwright/test';
import { adminAccount, ask, formWith, join, send, signIn, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { invite } from './team.ts';
import { setUp } from './totp.ts';
import type { Language } from './words.ts';

/** Invites a lead moderator, who sets her second step up. */
async function newLead(admin: Page, own: Page, lang: Language) {
  await invite([admin, adminAccount().passphrase], own, lang, 'lead_moderator');
  await own.goto(`/${lang}/desk`);
  await setUp(own);
  await expect(own).toHaveURL(`/${lang}/desk`);
}

/** The day so many days from now, as a date field takes it. */
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('silenced, appealed, given back by another lead @ar-fr', async ({ page, lang, visitor, guards }) => {
  // What she may not send is refused.
  guards.expectStatus(403);
  guards.expectStatus(422);
  test.slow();
  const [admin, lead] = [await (await visitor()).newPage(), await (await visitor()).newPage()];
  await signIn(admin, lang, adminAccount());
  await newLead(admin, lead, lang);
  const me = await join(page, lang);
  await ask(page, lang, 'unions', unique('سؤال'), unique('نصّ يُعاقَب عليه'));
  const topic = topicId(page.url());
  const words = unique('كلمة الفريق');

  await test.step('an administrator silences her because of the text', async () => {
    await admin.goto(`/${lang}/forum/t/${topic}`);
    const post = ((await admin.locator('article[id^="p-"]').first().getAttribute('id')) ?? '').slice(2);
    await admin.goto(`/${lang}/desk/sanctions/new?post=${post}`);
    await admin.locator('select[name="kind"]').selectOption('silence');
    await admin.locator('select[name="rule"]').selectOption('insult');
    await admin.locator('input[name="ends"]').fill(day(3));
    await admin.locator('textarea[name="message"]').fill(words);
    await admin.locator('textarea[name="reason"]').fill('سبب داخليّ');
    await send(formWith(admin, 'rule'));
    await expect(admin.locator('main .notice--success')).toBeVisible();
  });

  await test.step('she reads why, and cannot write', async () => {
    await page.goto(`/${lang}/my/decisions`);
    await expect(page.locator('main', { hasText: words })).toBeVisible();
    await expect(page.locator('main')).not.toContainText('سبب داخليّ');
    await page.goto(`/${lang}/forum/new?category=unions`);
    await page.locator('[name="title"]').fill('سؤال آخر');
    await page.locator('[name="body"]').fill('نصّ آخر');
    await send(formWith(page, 'title'));
    await expect(page.locator('main a[href$="/my/decisions"]')).toBeVisible();
  });

  await test.step('she appeals', async () => {
    await page.goto(`/${lang}/my/decisions`);
    await page.locator('main a[href*="/appeal?decision="]').click();
    await page.locator('textarea[name="body"]').fill('لم أقصد إهانة أحد');
    await send(formWith(page, 'body'));
    await expect(page.locator('main .notice--success')).toBeVisible();
  });

  await test.step('who decided decides no second time; another one takes it back', async () => {
    await admin.goto(`/${lang}/desk/appeals`);
    // Other tests appeal too.
    const line = admin.locator('main tr', { hasText: me.pseudonym }).locator('a[href*="/desk/appeals/"]');
    const href = (await line.first().getAttribute('href')) ?? '';
    await admin.goto(href);
    await expect(admin.locator('button[value="decide"]')).toHaveCount(0);
    await lead.goto(href);
    await lead.locator('select[name="outcome"]').selectOption('reversed');
    await lead.locator('textarea[name="answer"]').fill('نظرنا من جديد، ومعكِ حقّ');
    await lead.locator('button[value="decide"]').click();
    // On to the next appeal, or to the list.
    await expect(lead).toHaveURL(/done=decided/);
    await expect(lead.locator('main .notice--success')).toBeVisible();
  });

  await test.step('she writes again', async () => {
    await page.goto(`/${lang}/my/decisions`);
    await expect(page.locator('main a[href*="/appeal/"]')).toBeVisible();
    await ask(page, lang, 'unions', unique('سؤال بعد ذلك'), unique('نصّ بعد ذلك'));
  });
});

test('the page of what the team did is open to assistive technology @ar-fr @script', async ({ page, lang }) => {
  await page.goto(`/${lang}/transparency`);
  // The quarter that runs has no figures yet.
  await expect(page.locator('main .notice')).toBeVisible();
  expect(await faults(page, 'transparency')).toEqual([]);
});
