// How files come to the library, by the plain form and piece by piece.
import { writeFileSync } from 'node:fs';
import type { Page, Request } from '@playwright/test';
import { formWith, send } from './people.ts';
import { expect, test } from './portal.ts';
import type { Language } from './words.ts';

/** So much of a file is sent first; how much follows depends on how fast that was. */
export const PIECE = 256 << 10;

export type File = [name: string, bytes: Buffer];

const list = (lang: Language) => `/${lang}/desk/library/upload`;

/** The line of a file in her list. */
export const uploadLine = (keeper: Page, name: string) => keeper.locator('main tbody tr', { hasText: name });

/** The way from a file that is ready to an item of it. */
export const makeOf = (keeper: Page, name: string) =>
  uploadLine(keeper, name).locator('a[href*="/desk/library/new?upload="]');

/** Looks into her list until it is as it should be: what came is looked at beside the page. */
export async function inList(keeper: Page, lang: Language, look: () => Promise<void>) {
  await expect(async () => {
    await keeper.goto(list(lang));
    await look();
  }).toPass({ timeout: 20_000 });
}

/** Chooses files in the list. */
async function choose(keeper: Page, lang: Language, script: boolean, paths: string[]) {
  await keeper.goto(list(lang));
  const field = keeper.locator('#file');
  // The script shows that it is there: with it she may choose several.
  if (script) await expect(field).toHaveAttribute('multiple', '');
  await field.setInputFiles(paths);
}

/**
 * Brings files; ends on her list. With scripts, a first file that is longer than a piece is stopped after that, the page
 * is left, and she chooses the same files again.
 */
export async function bring(keeper: Page, lang: Language, script: boolean, files: File[]) {
  // From the disk: that way a file is chosen without script as well.
  const paths = files.map(([name, bytes]) => {
    const path = test.info().outputPath(name);
    writeFileSync(path, bytes);
    return path;
  });
  const form = formWith(keeper, 'file');
  const arrived = async () => {
    await expect(keeper).toHaveURL(`${list(lang)}?done=received`);
    await expect(keeper.locator('main .notice--success')).toBeVisible();
  };
  if (!script) {
    for (const path of paths) {
      await choose(keeper, lang, script, [path]);
      await send(form);
      await arrived();
    }
    return;
  }
  const [name = '', bytes] = files[0] ?? [];
  await choose(keeper, lang, script, paths);
  if (bytes && bytes.length > PIECE) {
    // The first piece arrives. The second is under way when she presses the button, and is held: a pause stops it at once.
    const isLater = (request: Request) =>
      request.method() === 'PATCH' && Number(request.headers()['upload-offset']) > 0;
    const underWay = keeper.waitForRequest(isLater);
    const stopped = keeper.waitForEvent('requestfailed', isLater);
    await keeper.route('**/uploads/*', async (route) => {
      // Held for good: she stops it, and nobody answers.
      if (!isLater(route.request())) await route.continue();
    });
    await send(form);
    await underWay;
    const box = keeper.locator('[data-sending]');
    const bar = box.locator('progress');
    await expect(bar).toBeVisible();
    await box.locator('button').click();
    await stopped;
    await expect(box.getByRole('status')).toHaveText((await box.getAttribute('data-paused')) ?? '-');
    expect(await bar.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
    await keeper.unroute('**/uploads/*');
    await choose(keeper, lang, script, paths);
    await expect(keeper.locator('tr[data-upload]', { hasText: name })).toHaveCount(1);
    const [next] = await Promise.all([
      keeper.waitForRequest((request) => request.method() === 'PATCH'),
      send(form),
    ]);
    // Nothing is sent twice.
    expect(Number(next.headers()['upload-offset'])).toBe(PIECE);
  } else {
    await send(form);
  }
  await arrived();
}
