// A computer for everybody: its mark, and how a visit begins and ends.
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './portal.ts';

/** It is a computer, whatever the corner of the matrix. */
export const COMPUTER = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false };

/** Puts the mark of the device that all tests share into a browser. */
export async function asKiosk(context: BrowserContext) {
  const kept = JSON.parse(await readFile(process.env.KIOSK_STATE ?? '', 'utf8'));
  await context.addCookies(kept.cookies.filter(({ name }: { name: string }) => name === 'kiosk'));
}

/** A visit in this language, from the start screen on. */
export async function start(page: Page, lang: string) {
  await page.goto('/kiosk');
  await expect(page.locator('[data-kiosk-start] section')).toHaveCount(3);
  await page.locator(`button[name="l"][value="${lang}"]`).click();
  await expect(page).toHaveURL(`/${lang}`);
}

/** The start screen stands there again. */
export async function ended(page: Page) {
  await expect(page).toHaveURL('/kiosk');
  await expect(page.locator('[data-kiosk-start]')).toBeVisible();
}

/** The cookies that the browser has. */
export const names = async (context: BrowserContext) => (await context.cookies()).map(({ name }) => name).sort();

/** What alone stands on the screen without a line: numbers and whom to call, for whoever comes next. */
export async function cutOff(page: Page) {
  const lost = page.locator('[data-kiosk-lost]');
  await expect(lost).toBeVisible();
  await expect(lost.locator('section')).toHaveCount(3);
  await expect(lost.getByText('1899').first()).toBeVisible();
  await expect(page.locator('body > *')).toHaveCount(1);
}
