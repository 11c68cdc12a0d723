// An item of the library, from the file that is brought to the stone in its place.
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Guards } from './guards.ts';
import { formWith, send, unique } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

const WORDS: Record<Language, Record<'title' | 'summary' | 'note', string>> = {
  ar: {
    title: 'ورقة عن طلب المعلومة',
    summary: 'كيف تطلبين وثيقة من البلدية، وفي كم يومًا تجيب.',
    note: 'طلبت صاحبة الورقة سحبها.',
  },
  fr: {
    title: 'Fiche pour demander une information',
    summary: 'Comment demander un document à la commune, et en combien de jours elle répond.',
    note: 'L’autrice de la fiche a demandé son retrait.',
  },
  en: {
    title: 'Sheet on asking for information',
    summary: 'How to ask the municipality for a document, and in how many days it answers.',
    note: 'The author of the sheet asked for it back.',
  },
};

/** A PDF of one empty page, like no other: the library knows bytes that it has. */
function pdf(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>',
  ];
  let text = `%PDF-1.4\n% ${unique('one')}\n`;
  let table = '0000000000 65535 f \n';
  objects.forEach((object, index) => {
    table += `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${index + 1} 0 obj ${object} endobj\n`;
  });
  const end = `trailer <</Size 4/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 4\n${table}${end}`, 'latin1');
}

/** Brings a file, and waits until an item can be made of it; ends on the form for that. */
async function bring(admin: Page, lang: Language, script: boolean, name: string, bytes: Buffer) {
  const list = `/${lang}/desk/library/upload`;
  await admin.goto(list);
  const field = admin.locator('#file');
  // The script shows that it is there: with it she may choose several.
  if (script) await expect(field).toHaveAttribute('multiple', '');
  // From the disk: that way a file is chosen without script as well.
  const path = test.info().outputPath(name);
  writeFileSync(path, bytes);
  await field.setInputFiles(path);
  if (script) {
    // Pieces wait until it was seen that they are sent.
    let go = () => {};
    const seen = new Promise<void>((done) => {
      go = done;
    });
    await admin.route('**/uploads/*', async (route) => {
      await seen;
      await route.continue();
    });
    await send(formWith(admin, 'file'));
    await expect(admin.locator('[data-sending] progress')).toBeVisible();
    go();
  } else {
    await send(formWith(admin, 'file'));
  }
  await expect(admin).toHaveURL(`${list}?done=received`);
  await expect(admin.locator('main .notice--success')).toBeVisible();
  const make = admin.locator('main tr', { hasText: name }).locator('a[href*="/desk/library/new?upload="]');
  // It is looked at beside the page.
  await expect(async () => {
    await admin.goto(list);
    await expect(make).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await make.click();
  await expect(admin).toHaveURL(/\/desk\/library\/new\?upload=/);
}

/** What she may do alone while nobody else keeps the library: from the file to the stone. A guest sees what is seen. */
export async function lifeOfAnItem(admin: Page, guest: Page, lang: Language, script: boolean, guards: Guards) {
  const words = WORDS[lang];
  const [title, note, bytes] = [unique(words.title), unique(words.note), pdf()];
  const shelf = `/${lang}/library?kind=document`;
  const card = guest.locator('.item-card__title a', { hasText: title });

  await bring(admin, lang, script, `${unique('sheet').replace(' ', '-')}.pdf`, bytes);
  // In a hurry: the wrong kind, and nothing about rights.
  await admin.locator('select[name="kind"]').selectOption('audio');
  await admin.locator('select[name="language"]').selectOption(lang);
  await admin.locator(`[name="title_${lang}"]`).fill(title);
  await admin.locator(`[name="summary_${lang}"]`).fill(words.summary);
  await send(formWith(admin, 'licence'));
  await expect(admin).toHaveURL(/\/desk\/library\/[0-9a-z]+\?done=create/);
  const desk = new URL(admin.url()).pathname;
  const permanent = `/i/${desk.split('/').at(-1)}`;

  guards.expectStatus(410, 422);
  await admin.locator('button[value="publish"]').click();
  await expect(admin.locator('.error-summary a')).toHaveCount(2);
  for (const lack of ['licence', 'text']) {
    await expect(admin.locator(`.error-summary a[href="#${lack}"]`)).toBeVisible();
    await expect(admin.locator(`main li#${lack}`)).toBeVisible();
  }
  await guest.goto(shelf);
  await expect(card).toHaveCount(0);
  expect((await guest.request.get(permanent)).status()).toBe(404);

  await admin.locator(`main a[href="${desk}/record"]`).click();
  await admin.locator('select[name="kind"]').selectOption('document');
  await admin.locator('select[name="licence"]').selectOption('cc-by-4.0');
  await send(formWith(admin, 'licence'));
  await expect(admin).toHaveURL(`${desk}?done=edit`);
  await expect(admin.locator('main li#licence, main li#text')).toHaveCount(0);
  await admin.locator('button[value="publish"]').click();
  await expect(admin).toHaveURL(`${desk}?done=publish`);

  await guest.goto(shelf);
  await card.click();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title);
  const address = guest.url();
  const file = (await guest.locator('a.download__link').getAttribute('href')) ?? '';
  const answer = await guest.request.get(file);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  expect(bytes.equals(await answer.body())).toBe(true);

  if (script) {
    await test.step('its page is drawn where it is read', async () => {
      const reading = (await guest.locator('main a[href$="/read"]').first().getAttribute('href')) ?? '';
      const open = guest.locator('[data-act="open"]');
      // Its pages are read beside the page.
      await expect(async () => {
        await guest.goto(reading);
        await expect(open).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 20_000 });
      await open.click();
      await expect(guest.locator('[data-sheet] canvas')).toBeVisible();
      await guest.locator('[data-act="close"]').click();
      await expect(open).toBeFocused();
    });
  }

  const form = formWith(admin, 'reason');
  await form.locator('[name="reason"]').selectOption('owner_asked');
  await form.locator(`[name="note_${lang}"]`).fill(note);
  await form.locator('[name="sure"]').check();
  await form.locator('button[value="withdraw"]').click();
  await expect(admin).toHaveURL(`${desk}?done=withdraw`);

  expect((await guest.goto(address))?.status()).toBe(410);
  await expect(guest.locator('main')).toContainText(note);
  await expect(guest.locator('main a[href^="/media/"]')).toHaveCount(0);
  for (const path of [file, permanent]) expect((await guest.request.get(path)).status(), path).toBe(410);
  await guest.goto(shelf);
  await expect(card).toHaveCount(0);
}
