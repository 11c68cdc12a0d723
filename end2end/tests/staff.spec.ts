// Somebody is invited into the team, sets her second step up, gets another role; and the log knows it all. A rule of a
// category, and what is said about the team: one visit of the administrator for all of it, since her codes are few.
import { faults } from './axe.ts';
import { adminAccount, formWith, join, moderatorAccount, send, signIn, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { invite, openConfirmed } from './team.ts';
import { setUp } from './totp.ts';

test('invited, with another role, in the log; a rule of a category; a complaint about the team @ar-fr', async ({
  page,
  lang,
  script,
  w,
  moderator,
  visitor,
  guards,
}) => {
  // The administrator's code may have been used by another test; she takes the next.
  guards.expectStatus(422);
  test.slow();
  const admin = adminAccount();
  await signIn(page, lang, admin);
  const own = await (await visitor()).newPage();
  const name = await test.step('the administrator makes a link; she accepts, and writes her codes down', () =>
    invite([page, admin.passphrase], own, lang, 'moderator'));

  await test.step('she sets her second step up, and is at the desk', async () => {
    await own.goto(`/${lang}/desk`);
    await expect(own).toHaveURL(/two-step/);
    await setUp(own);
    await expect(own).toHaveURL(`/${lang}/desk`);
    await expect(own.locator('.desk__nav a[href$="/desk/queue"]')).toBeVisible();
    await expect(own.locator('.desk__nav a[href$="/desk/members"]')).toHaveCount(0);
  });

  await test.step('she gets another role: what she has open ends', async () => {
    await page.goto(`/${lang}/desk/members?q=${encodeURIComponent(name)}`);
    const href = await page.getByRole('link', { name }).getAttribute('href');
    await openConfirmed(page, href ?? '', admin.passphrase);
    const form = page.locator('form', { has: page.locator('button[value="role"]') });
    await form.locator('select[name="role"]').selectOption('auditor');
    await form.locator('select[name="reason"]').selectOption('new_duties');
    await form.locator('button[value="role"]').click();
    await expect(page.locator('main .notice--success')).toBeVisible();
    await own.goto(`/${lang}/desk/queue`);
    await expect(own).toHaveURL(/sign-in/);
  });

  await test.step('the log knows it', async () => {
    await page.goto(`/${lang}/desk/audit`);
    await page.locator('select[name="action"]').selectOption('role_change');
    await page.locator('main form[action$="/desk/audit"] button[type="submit"]').click();
    await expect(page.locator('tbody tr', { hasText: name })).toHaveCount(1);
  });

  await test.step('she says how a point of what was promised stands, and everybody reads it', async () => {
    // Each corner another point: they run beside each other, and only one version of a point is the last.
    const point = { ar: 'figures', fr: 'library', en: 'sections' }[lang];
    const said = unique('=1+1 <b>');
    await page.goto(`/${lang}/desk/commitment`);
    await page.locator(`main a[href="/${lang}/desk/commitment/${point}"]`).click();
    await page.locator('select[name="standing"]').selectOption('there');
    await page.locator(`textarea[name="note_${lang}"]`).fill(said);
    if (script) expect(await faults(page, 'a point of what was promised')).toEqual([]);
    await page.locator('main button[value="save"]').click();
    await expect(page.locator('main .notice--success')).toBeVisible();
    await expect(page.locator('main tr', { hasText: said })).toHaveCount(1);
    await own.goto(`/${lang}/commitment`);
    await expect(own.locator(`#point-${point}`)).toContainText(said);
    await expect(own.locator(`#point-${point} .tag--approved`)).toBeVisible();
    const table = await (await own.request.get(`/${lang}/commitment.csv`)).text();
    expect(table).toContain(`'${said}`);
  });

  const member = await (await visitor()).newPage();
  await join(member, lang);

  await test.step('a rule of a category holds at once, and is taken back', async () => {
    // Where no other test asks anything, and in each corner in which this runs another one: a rule is for everybody.
    const quiet = lang === 'fr' ? 'statistical-data' : script ? 'economic-situation' : 'womens-participation';
    const [table, form] = [`/${lang}/desk/permissions/${quiet}`, `/${lang}/forum/new?category=${quiet}`];
    const say = async (was: string, says: string) => {
      await openConfirmed(page, table, admin.passphrase);
      const rule = page.locator('select[name="rule"]', { has: page.locator('option[value^="member.start."]') });
      await rule.selectOption(`member.start.${was}.${says}`);
      await send(formWith(page, 'rule'));
      await expect(page).toHaveURL(`${table}?done=changed`);
      await expect(page.locator('main .notice--success')).toBeVisible();
    };
    const offered = async (times: 0 | 1) => {
      await member.goto(`/${lang}/forum/c/${quiet}`);
      await expect(member.locator('main a[href*="/forum/new?category="]')).toHaveCount(times);
      await member.goto(`/${lang}/forum/new`);
      await expect(member.locator(`select[name="category"] option[value="${quiet}"]`)).toHaveCount(times);
    };

    await offered(1);
    await member.goto(form);
    await member.locator('[name="title"]').fill(unique('begun before the rule'));
    const begun = 'a question that nobody will read';
    await member.locator('[name="body"]').fill(begun);
    await say('inherit', 'never');
    try {
      guards.expectStatus(403, 404);
      // What she had begun is refused as well, and not lost.
      await send(formWith(member, 'title'));
      await expect(member.getByRole('heading', { level: 1 })).toHaveText(w.forbidden);
      await expect(member.locator('[name="body"]')).toHaveValue(begun);
      await offered(0);
      expect((await member.goto(form))?.status()).toBe(404);
    } finally {
      await say('never', 'inherit');
    }
    await offered(1);
    expect((await member.goto(form))?.status()).toBe(200);
    await page.goto(`/${lang}/desk/audit?action=rule_change`);
    await expect(page.locator('tbody tr', { hasText: quiet })).toHaveCount(2);
  });

  await test.step('what she says about the team is read and answered by one who took no part', async () => {
    const [question, answer] = [unique('who reads this'), unique('nobody has time for you')];
    await member.goto(`/${lang}/messages/new`);
    await member.locator('[name="kind"]').selectOption('details');
    await member.locator('[name="body"]').fill(question);
    await send(formWith(member, 'body'));
    await expect(member).toHaveURL(/\/messages\/[0-9a-z]{8,}/);
    const hers = new URL(member.url()).pathname;
    const desk = await moderator.newPage();
    await desk.goto(`/${lang}/desk/messages`);
    await desk.locator('.topic-row', { hasText: question }).getByRole('link').click();
    await desk.locator('[name="body"]').fill(answer);
    await desk.locator('form.composer button[value="send"]').click();
    await expect(desk.locator('main')).toContainText(answer);

    await member.goto(hers);
    // Below what the team said, and not below her own words.
    const complaint = member.locator('.post', { hasText: answer }).locator('details');
    await expect(member.locator('.post details')).toHaveCount(1);
    await complaint.locator('summary').click();
    await complaint.locator('select[name="code"]').selectOption('harassment');
    const words = unique('this is no way to answer');
    await complaint.locator('[name="text"]').fill(words);
    await complaint.locator('button[value="report"]').click();
    await expect(member).toHaveURL(/\/messages\/[0-9a-z]+\?done=reported/);
    const about = new URL(member.url()).pathname;
    expect(about).not.toBe(hers);
    // A conversation of its own: that message and her words. It is not complained about in its turn.
    await expect(member.locator('.post')).toHaveCount(2);
    await expect(member.locator('.post').first()).toContainText(answer);
    await expect(member.locator('.post').last()).toContainText(words);
    await expect(member.locator('.post details')).toHaveCount(0);

    // Who answered does not read it, and finds nothing of it where it came from.
    const there = about.replace('/messages/', '/desk/messages/');
    guards.expectStatus(404);
    expect((await desk.goto(there))?.status()).toBe(404);
    for (const path of ['desk/messages', 'desk/messages?kind=complaint', hers.replace(`/${lang}/`, 'desk/')]) {
      await desk.goto(`/${lang}/${path}`);
      await expect(desk.locator('main')).not.toContainText(words);
    }

    await page.goto(`/${lang}/desk/messages?kind=complaint`);
    await page.locator('.topic-row', { hasText: words }).getByRole('link').click();
    await expect(page).toHaveURL(there);
    await expect(page.locator('main')).toContainText(answer);
    await expect(page.locator('main')).not.toContainText(question);
    const outcome = unique('we are sorry, and we spoke about it');
    await page.locator('[name="body"]').fill(outcome);
    await page.locator('form.composer button[value="send"]').click();
    await expect(page.locator('main .notice--success')).toBeVisible();

    await member.goto(`/${lang}/messages`);
    const line = member.locator('.topic-row', { hasText: outcome });
    await expect(line.locator('.tag')).toHaveCount(1);
    await line.getByRole('link').click();
    await expect(member).toHaveURL(about);
    await expect(member.locator('.post').last()).toContainText(outcome);
  });
});

test("an administrator's pages are open to assistive technology @ar-fr @script", async ({ page, lang, guards }) => {
  test.slow();
  guards.expectStatus(422);
  const admin = adminAccount();
  await signIn(page, lang, admin);
  const found: string[] = [];
  const look = async () => found.push(...(await faults(page, page.url())));
  for (const path of [
    'desk',
    'desk/members',
    'desk/sessions',
    'desk/configuration',
    'desk/audit',
    'desk/sanctions',
    'desk/words',
    'desk/duty',
    'desk/safety',
    'desk/permissions',
  ]) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    await look();
  }
  // The table of one category asks again who she is when that is some time ago.
  await openConfirmed(page, (await page.locator('main tbody a').first().getAttribute('href')) ?? '', admin.passphrase);
  await expect(page.locator('main select[name="rule"]').first()).toBeVisible();
  await look();
  await page.goto(`/${lang}/desk/safety`);
  // From the list of cases of danger to one of them, where there is one by now.
  const one = page.locator('main table a[href*="/desk/safety/"]').first();
  if ((await one.count()) > 0) {
    await one.click();
    await page.waitForURL(/\/desk\/safety\/[0-9a-z]+/);
    await look();
  }
  await openConfirmed(page, `/${lang}/desk/invitations`, admin.passphrase);
  await look();
  await page.goto(`/${lang}/desk/members?q=${encodeURIComponent(moderatorAccount().pseudonym)}`);
  await openConfirmed(page, (await page.locator('tbody a').first().getAttribute('href')) ?? '', admin.passphrase);
  await look();
  expect(found).toEqual([]);
});
