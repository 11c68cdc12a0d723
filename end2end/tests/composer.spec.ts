// The composer's help, where scripting is on.
import { asMember, formWith, send, unique } from './people.ts';
import { expect, test } from './portal.ts';

test.describe('the composer', { tag: '@script' }, () => {
  test.beforeEach(async ({ page, lang, context, world }) => {
    await asMember(context, world);
    await page.goto(`/${lang}/forum/new?category=unions`);
    await expect(page.locator('html')).toHaveAttribute('data-awake', '');
  });

  test('every island on the page is awake', async ({ page }) => {
    const names = await page.locator('leptos-island').evaluateAll((all) => all.map((el) => el.getAttribute('data-component')));
    expect(names.length).toBeGreaterThanOrEqual(2);
    await expect(page.locator('.composer__help-tools, .composer__toolbar').first()).toBeVisible();
  });

  test('it shows what the server will make of the text, and counts', async ({ page }) => {
    const field = page.locator('[name="body"]');
    await field.fill('**قويّ** و <script>alert(1)</script>\n\n- واحد\n- اثنان');
    const preview = page.locator('.composer__preview');
    await expect(preview.locator('strong')).toHaveText('قويّ');
    await expect(preview.locator('li')).toHaveCount(2);
    await expect(preview.locator('script')).toHaveCount(0);
    const length = [...(await field.inputValue())].length;
    await expect(page.locator('.composer__counter')).toContainText(`${length} / 10000`);
    await field.fill('x'.repeat(10_001));
    await expect(page.locator('.composer__counter--over')).toBeVisible();
    await field.fill('');
    await expect(preview).toBeEmpty();
  });

  test('the button stands still while the preview comes', async ({ page }) => {
    const top = () => page.evaluate(() => {
      const button = document.querySelector<HTMLElement>('form.composer button[value="send"]');
      const field = document.querySelector<HTMLElement>('[name="body"]');
      if (!button || !field) throw new Error('no form to write in');
      return button.getBoundingClientRect().top - field.getBoundingClientRect().bottom;
    });
    const before = await top();
    await page.locator('[name="body"]').fill('- واحد\n- اثنان\n- ثلاثة');
    await expect(page.locator('.composer__preview').locator('li')).toHaveCount(3);
    expect(await top()).toBeCloseTo(before, 0);
  });

  test('its tools work by keyboard', async ({ page }) => {
    const field = page.locator('[name="body"]');
    await field.fill('bread');
    await field.selectText();
    const tool = page.locator('.composer__tool');
    await tool.first().focus();
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue('**bread**');
    await expect(field).toBeFocused();
    await field.fill('one\ntwo');
    await field.selectText();
    await tool.nth(1).focus();
    await page.keyboard.press('Space');
    await expect(field).toHaveValue('- one\n- two');
  });

  test('on a broken line the text stays and she is told', async ({ page, context, guards }) => {
    const text = unique('nothing of this may be lost');
    await page.locator('[name="title"]').fill('a title');
    await page.locator('[name="body"]').fill(text);
    guards.tolerate(/INTERNET_DISCONNECTED/);
    await context.setOffline(true);
    await send(formWith(page, 'title'));
    await expect(page.locator('.composer__status')).not.toHaveText('');
    await expect(page.locator('.composer__status')).toBeVisible();
    await expect(page.locator('[name="body"]')).toHaveValue(text);
    await context.setOffline(false);
    await send(formWith(page, 'title'));
    await expect(page.locator('.post', { hasText: text })).toBeVisible();
  });

  test('nothing of the draft is stored in the browser', async ({ page }) => {
    await page.locator('[name="body"]').fill('secret');
    // It was read, and came back as it will look: whatever is kept of it is kept by now.
    await expect(page.locator('.composer__preview')).toContainText('secret');
    const stored = await page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: (await indexedDB.databases()).length,
    }));
    expect(stored).toEqual({ local: {}, session: {}, databases: 0 });
  });
});
