// The codes of the second step (RFC 6238: SHA-1, six digits, thirty seconds), as an authenticator computes them.
import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(base32: string): Buffer {
  let bits = '';
  for (const letter of base32.replace(/\s/g, '').toUpperCase()) {
    bits += LETTERS.indexOf(letter).toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The step of thirty seconds in which we are. */
export function step(): number {
  return Math.floor(Date.now() / 30_000);
}

/** The code of a step. */
export function code(secret: string, at = step()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(at));
  const digest = createHmac('sha1', bytes(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return ((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).toString().padStart(6, '0');
}

/** Sets the second step up on the page where she stands, with the secret that it shows as text. */
export async function setUp(page: Page): Promise<[string, number]> {
  await expect(page.locator('main svg[role="img"]')).toBeVisible();
  const secret = await page.locator('#secret').innerText();
  const used = step();
  await page.locator('input[name="code"]').fill(code(secret, used));
  await page.locator('button[value="set-up"]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/two-step') || url.search.includes('done='));
  return [secret, used];
}
