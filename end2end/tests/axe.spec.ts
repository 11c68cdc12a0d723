// Every kind of page, in light and dark: nothing serious or critical for people with assistive technology.
import { faults } from './axe.ts';
import { ARTICLE, guide, libraryPages, otherPages, publicPages } from './places.ts';
import { approve, ask, askAndWait, formWith, join, openItem, postId, send, topicId, unique } from './people.ts';
import { expect, test } from './portal.ts';

test('pages for everybody', async ({ page, lang, world, w, guards }) => {
  test.setTimeout(480_000);
  const found: string[] = [];
  const besides = [...libraryPages(lang), ...otherPages(lang)];
  for (const [name, path] of [...(await publicPages(page, lang, world.topic)), ...besides]) {
    await page.goto(path);
    found.push(...(await faults(page, name)));
  }
  for (const query of [w.searched, w.unheard]) {
    await page.goto(`/${lang}/search?q=${encodeURIComponent(query)}`);
    found.push(...(await faults(page, `search for ${query}`)));
  }
  guards.expectStatus(404);
  await page.goto(`/${lang}/nowhere`);
  found.push(...(await faults(page, '404')));
  await page.goto(`/${lang}`);
  await page.locator('.menu > summary').click();
  found.push(...(await faults(page, 'home with open menu')));
  expect(found).toEqual([]);
});

test('pages of a member and of the desk @ar-fr', async ({ page, lang, moderator, world, guards }) => {
  test.setTimeout(480_000);
  const found: string[] = [];
  guards.expectStatus(403, 422);

  await page.goto(`/${lang}/join`);
  await page.locator('[name="passphrase"]').fill('short');
  await page.locator('main form button[type="submit"], main form button:not([type])').last().click();
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'join refused')));
  await join(page, lang);
  found.push(...(await faults(page, 'recovery codes')));
  await page.goto(`/${lang}/account`);
  found.push(...(await faults(page, 'account')));
  for (const path of [
    'account/security',
    'account/sessions',
    'account/confirm',
    'account/two-step',
    'account/email',
    'account/recovery-codes',
    'account/passphrase',
    'account/data',
    'account/data/leave?choice=vanish',
    'account/data/leave?choice=withdraw',
    'account/mutes',
    'account/notifications',
    'account/reading',
    'messages',
    'messages/new',
    'my/notifications',
    'my/bookmarks',
    'my/contributions',
  ]) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(page, path)));
  }
  await page.goto(`/${lang}/desk`);
  found.push(...(await faults(page, '403')));
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await expect(page.locator('[name="body"]')).toBeVisible();
  found.push(...(await faults(page, 'topic with the form')));
  await page.goto(`/${lang}/forum/new?category=unions`);
  await page.locator('[name="body"]').fill('a');
  await send(formWith(page, 'body'));
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'new topic refused')));
  await page.goto(`/${lang}/forum/new?category=unions`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  await page.locator('[name="body"]').fill('**a**\n\n> b');
  found.push(...(await faults(page, 'new topic')));
  const title = unique('axe');
  await ask(page, lang, 'unions', title, 'one two three');
  found.push(...(await faults(page, 'waiting topic')));

  const desk = await moderator.newPage();
  for (const path of ['ask/help', 'desk/ask', 'desk', 'desk/messages', 'desk/queue']) {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  }
  await expect(desk.locator('.queue-item').first()).toBeVisible();
  for (const details of await desk.locator('.queue-item').first().locator('details > summary').all()) {
    await details.click();
  }
  found.push(...(await faults(desk, 'queue, refusing')));
  expect(found).toEqual([]);
});

test('pages of the queue, of reports, of decisions and of danger @ar-fr', async ({
  page,
  lang,
  moderator,
  world,
  guards,
}) => {
  test.setTimeout(480_000);
  const found: string[] = [];
  guards.expectStatus(422);

  await join(page, lang);
  const title = unique('axe at the desk');
  await askAndWait(page, lang, 'unions', title, 'one two three');
  const post = postId(page.url());
  found.push(...(await faults(page, 'sent, waiting')));
  await page.goto(`/${lang}/forum/t/${world.topic}`);
  await page.locator('.post a[href*="/report?post="]').first().click();
  await expect(page.locator('[name="code"]')).toBeVisible();
  found.push(...(await faults(page, 'report')));
  await send(formWith(page, 'code'));
  await expect(page.locator('.error-summary')).toBeVisible();
  found.push(...(await faults(page, 'report refused')));
  for (const path of ['report?done=sent', 'report?done=danger', 'my/reports', 'my/decisions']) {
    const answer = await page.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(page, path)));
  }

  const desk = await moderator.newPage();
  for (const path of ['desk/cases', 'desk/appeals', 'desk/log', 'desk/duty', 'desk/topics']) {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  }
  await openItem(desk, lang, title);
  found.push(...(await faults(desk, 'queue item')));
  for (const details of await desk.locator('main details > summary').all()) await details.click();
  found.push(...(await faults(desk, 'queue item, all open')));
  await desk.locator('button[value="danger"]').click();
  await expect(desk).toHaveURL(/done=danger/);
  await desk.goto(`/${lang}/desk/notes/${post}`);
  found.push(...(await faults(desk, 'notes')));
  const held = await page.goto(`/${lang}/my/held/${post}`);
  expect(held?.status()).toBe(200);
  found.push(...(await faults(page, 'her text, in danger')));
  expect(found).toEqual([]);
});

test('pages of many at once, of discussions in parts, of changes, of offers and complaints @ar-fr', async ({
  page,
  lang,
  moderator,
  world,
  guards,
}) => {
  test.setTimeout(480_000);
  const found: string[] = [];
  guards.expectStatus(422);

  await join(page, lang);
  const [alone, everybody] = [unique('axe between us'), unique('axe for everybody')];
  await askAndWait(page, lang, 'unions', alone, 'one two three');
  const post = postId(page.url());
  const desk = await moderator.newPage();
  const visit = async (path: string) => {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  };

  await test.step('many at once: what can be chosen, nothing chosen, what was chosen', async () => {
    await visit('desk/queue/bulk?category=unions');
    await desk.locator('button[value="preview"]').click();
    await expect(desk.locator('.error-summary')).toBeVisible();
    found.push(...(await faults(desk, 'bulk, nothing chosen')));
    await desk.locator('input[name="item"]').last().check();
    await desk.locator('button[value="preview"]').click();
    await expect(desk.locator('.error-summary')).toHaveCount(0);
    found.push(...(await faults(desk, 'bulk, looked at once more')));
  });

  await test.step('an offer to answer in private, her yes, and a complaint about a message of the team', async () => {
    await openItem(desk, lang, alone);
    await desk.locator('details[data-reasons] > summary').click();
    await desk.locator('[name="note"]').fill('may we answer you alone?');
    await desk.locator('button[value="private"]').click();
    await expect(desk).toHaveURL(/done=private/);
    await page.goto(`/${lang}/my/contributions/${post}`);
    await expect(page.locator('button[name="answer"][value="no"]')).toBeVisible();
    found.push(...(await faults(page, 'her text, with an offer')));
    await page.locator('button[name="answer"][value="yes"]').click();
    await expect(page).toHaveURL(/\/messages\/[0-9a-z]+\?done=accepted/);
    const form = page.locator('details', { has: page.locator('[name="message"]') });
    await form.locator('summary').click();
    found.push(...(await faults(page, 'conversation, complaining')));
    await form.locator('button[value="report"]').click();
    await expect(page.locator('.error-summary')).toBeVisible();
    found.push(...(await faults(page, 'complaint refused')));
    await page.goto(`/${lang}/my/contributions/${post}`);
    found.push(...(await faults(page, 'her text, offer accepted')));
  });

  await test.step('a change of a published text, on its own page', async () => {
    await ask(page, lang, 'unions', everybody, 'I look for a lawyer');
    const topic = topicId(page.url());
    await approve(desk, lang, everybody);
    await page.goto(`/${lang}/forum/t/${topic}`);
    await page.locator('.post').first().locator('a[href$="/edit"]').click();
    const changed = unique('I look for an association');
    await page.locator('[name="body"]').fill(changed);
    await send(formWith(page, 'base'));
    await expect(page.locator('.notice--success')).toBeVisible();
    await openItem(desk, lang, changed);
    found.push(...(await faults(desk, 'a change')));
    for (const details of await desk.locator('main details > summary').all()) await details.click();
    found.push(...(await faults(desk, 'a change, all open')));

    // What the team may do with a discussion; joining it shows both before.
    await visit(`forum/t/${topic}`);
    await desk.locator('details', { has: desk.locator('[name="about"]') }).locator('summary').click();
    found.push(...(await faults(desk, 'a discussion, arranging')));
    await visit(`forum/t/${topic}/merge`);
    await desk.locator('[name="target"]').fill(world.topic);
    await desk.locator('button[value="look"]').click();
    await expect(desk.locator('button[value="merge"]')).toBeVisible();
    found.push(...(await faults(desk, 'joining, both shown')));
    await visit(`forum/t/${world.topic}/split`);
    await desk.locator('button[value="split"]').click();
    await expect(desk.locator('.error-summary')).toBeVisible();
    found.push(...(await faults(desk, 'splitting, nothing chosen')));
  });
  expect(found).toEqual([]);
});

test("pages of the library's desk @ar-fr", async ({ lang, librarian }) => {
  test.setTimeout(240_000);
  const found: string[] = [];
  const desk = await librarian.newPage();
  const [id] = guide(lang);
  for (const path of [
    'desk/library',
    'desk/library/new',
    'desk/library/upload',
    'desk/library/batch',
    'desk/library/pages',
    `desk/library/${id}`,
    `desk/library/${id}/record`,
    `desk/library/${id}/consent`,
    // What is typed of a page, beside its picture.
    `desk/library/pages/${id}pdf/1`,
    'desk/library/spokenunit/segments',
  ]) {
    const answer = await desk.goto(`/${lang}/${path}`);
    expect(answer?.status(), path).toBe(200);
    found.push(...(await faults(desk, path)));
  }
  expect(found).toEqual([]);
});

test('pages of the desks of texts, of places and of figures @ar-fr', async ({ lang, w, editor, statistician }) => {
  test.setTimeout(480_000);
  const found: string[] = [];
  // A text with its audio, its pictures and what it stands on: the form itself is looked at in editor.spec.ts.
  const text = `desk/articles/${ARTICLE}/${lang}`;
  for (const [who, paths] of [
    [
      editor,
      [
        'desk/articles',
        'desk/articles/new',
        'desk/articles/due',
        'desk/articles/translations',
        text,
        `${text}/history`,
        `${text}/references?q=${encodeURIComponent(w.searched)}`,
        `${text}/audio`,
        `${text}/media`,
        `${text}/translate?from=${lang === 'ar' ? 'fr' : 'ar'}`,
        `desk/articles/${ARTICLE}/retire`,
        'desk/home',
        'desk/menu',
        'desk/announcements',
        'desk/channels',
        'desk/redirects',
        'desk/organisations',
        'desk/organisations/new',
        'desk/helplines',
        'desk/helplines/new',
        'desk/launch',
        'desk/launch/dial-1899',
      ],
    ],
    [
      statistician,
      [
        'desk/statistics',
        'desk/statistics/import',
        'desk/statistics/workpart',
        'desk/statistics/workpart/indicators',
        'desk/statistics/workpart/charts',
        'desk/statistics/workpart/versions',
        'desk/statistics/workpart/raw',
      ],
    ],
  ] as const) {
    const desk = await who.newPage();
    for (const path of paths) {
      const answer = await desk.goto(`/${lang}/${path}`);
      expect(answer?.status(), path).toBe(200);
      found.push(...(await faults(desk, path)));
    }
  }
  expect(found).toEqual([]);
});
