// What a screen reader is told: the browser's own tree of a page.
import { expect, type Page } from '@playwright/test';

interface Node {
  ignored?: boolean;
  role?: { value?: unknown };
  name?: { value?: unknown };
  properties?: { name: string; value: { value?: unknown } }[];
}

/** What a screen reader is told of a page: role, name, level. */
export async function told(page: Page): Promise<{ role: string; name: string; level: number }[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
  await session.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({
      role: String(node.role?.value ?? ''),
      name: String(node.name?.value ?? '').trim(),
      level: Number(node.properties?.find((one) => one.name === 'level')?.value.value ?? 0),
    }));
}

const NAMED = new Set([
  ...['link', 'button', 'textbox', 'searchbox', 'checkbox', 'radio', 'combobox', 'image', 'img'],
  ...['DisclosureTriangle', 'navigation', 'Audio'],
]);

/** Everything has a name, each landmark is there once, and headings skip no level. */
export async function isTold(page: Page, name: string, landmarks = ['main', 'banner']) {
  const nodes = await told(page);
  expect(nodes.filter(({ role, name }) => NAMED.has(role) && name === ''), name).toEqual([]);
  for (const role of landmarks) expect(nodes.filter((node) => node.role === role), name).toHaveLength(1);
  const levels = nodes.filter(({ role }) => role === 'heading').map(({ level }) => level);
  expect(levels.filter((level) => level === 1), name).toHaveLength(1);
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? level), `${name}: ${levels}`).toBeLessThanOrEqual(1);
}
