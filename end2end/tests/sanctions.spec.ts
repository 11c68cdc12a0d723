// Somebody is silenced because of a text, reads why on her own page, appeals, and another lead takes it back.
import { faults } from './axe.ts';
import { type Page } from '@playwright/test';
import { adminAccount, ask, formWith, join, recoveryCodes, send, signIn, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { code, step } from './totp.ts';
import type { Language } from './words.ts';

const PASSPHRASE = 'lanterns along the old bridge';

/** Opens a page that asks again who she is when that is some time ago. */
async function open(page: Page, path: string, passphrase: string) {
  await page.goto(path);
  if (!page.url().includes('/account/confirm')) return;
  await page.locator('input[name="passphrase"]').fill(passphrase);
  await send(formWith(page, 'passphrase'));
  await page.waitForURL((url) => url.pathname === path);
}

/** A name of letters alone that no other test has. */
function newName(lang: Language): string {
  const letters = lang === 'ar' ? 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي' : 'abcdefghijklmnopqrstuvwxyz';
  const word = () => Array.from({ length: 5 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  return `${lang === 'ar' ? 'نور' : 'Nour'} ${word()} ${word()}`;
}

/** Invites a lead moderator, who sets her second step up. */
async function newLead(admin: Page, own: Page, lang: Language) {
  await open(admin, `/${lang}/desk/invitations`, adminAccount().passphrase);
  await admin.locator('select[name="role"]').selectOption('lead_moderator');
  await admin.locator('button[value="invite"]').click();
  const link = await admin.locator('#link').inputValue();
  await own.goto(new URL(link).pathname);
  await own.locator('[name="pseudonym"]').fill(newName(lang));
  await own.locator('[name="passphrase"]').fill(PASSPHRASE);
  await own.locator('[name="rules"]').check();
  await send(formWith(own, 'rules'));
  await recoveryCodes(own);
  await own.goto(`/${lang}/desk`);
  const secret = await own.locator('#secret').innerText();
  await own.locator('input[name="code"]').fill(code(secret, step()));
  await own.locator('button[value="set-up"]').click();
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
