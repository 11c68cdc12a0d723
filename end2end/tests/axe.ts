// What keeps people with assistive technology out of a page, in light and dark.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What is serious or critical, in words. */
export async function faults(page: Page, name: string): Promise<string[]> {
  const look = async (scheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    // Only colours change in the dark.
    const { violations } = await (scheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${name}, ${scheme}: ${id} ${node.target.join(' ')} ${node.html}`));
  };
  return [...(await look('light')), ...(await look('dark'))];
}
