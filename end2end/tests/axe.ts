// What keeps people with assistive technology out of a page, in light and dark.
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/**
 * Looks once, at the colours alone or at everything. `axe` is asked without its wrapper for Playwright: that brings
 * half a megabyte of script into the page for every look, and again into an empty page that puts together the answers
 * of frames, which no page here has.
 */
async function look(page: Page, coloursOnly: boolean): Promise<string[]> {
  const options: axe.RunOptions = { resultTypes: ['violations'], iframes: false };
  if (coloursOnly) options.runOnly = { type: 'rule', values: ['color-contrast'] };
  // Moderate by definition, so never among what is told; and it weighs every element.
  else options.rules = { region: { enabled: false } };
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')} ${node.html}`));
  }, options);
}

/** What is serious or critical, in words. */
export async function faults(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    // Only colours change in the dark.
    for (const fault of await look(page, scheme === 'dark')) found.push(`${name}, ${scheme}: ${fault}`);
  }
  return found;
}
