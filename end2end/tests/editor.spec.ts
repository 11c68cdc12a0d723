// Help while a text of the team is written: tools, keys, paste, preview, and what is kept meanwhile.
import { faults } from './axe.ts';
import { unique } from './people.ts';
import { expect, test } from './portal.ts';

// Nobody publishes it here: the tests of other pages read it.
const form = (lang: string) => `/${lang}/desk/articles/about/${lang}/edit`;

test('the tools, the keys, what is pasted, the preview, and what is kept', { tag: '@script' }, async ({ lang, editor }) => {
  const page = await editor.newPage();
  await page.goto(form(lang));
  const area = page.locator('#article-source');
  const bar = page.locator('#editor-hook [role="toolbar"]');
  const tool = (name: string) => bar.locator(`[data-tool="${name}"]`);
  await expect(bar).toBeVisible();
  expect(await faults(page, 'the form of a text')).toEqual([]);

  await test.step('tools work by keys and by the toolbar', async () => {
    await area.fill('bread');
    await area.selectText();
    await page.keyboard.press('Control+b');
    await expect(area).toHaveValue('**bread**');
    await page.keyboard.press('Control+b');
    await expect(area).toHaveValue('bread');
    await page.keyboard.press('Control+k');
    await expect(area).toHaveValue('[bread](https://)');
    await area.fill('one\ntwo');
    await area.selectText();
    // One stop of the tab key; arrows go on from there, in the direction of the page.
    await expect(bar.locator('[tabindex="0"]')).toHaveCount(1);
    await tool('heading').focus();
    await page.keyboard.press(lang === 'ar' ? 'ArrowLeft' : 'ArrowRight');
    await expect(tool('bold')).toBeFocused();
    await page.keyboard.press('End');
    await expect(tool('image')).toBeFocused();
    await tool('numbers').click();
    await expect(area).toHaveValue('1. one\n2. two');
    await tool('list').click();
    await expect(area).toHaveValue('- one\n- two');
    await area.fill('bread');
    await tool('heading').click();
    await tool('heading').click();
    await expect(area).toHaveValue('### bread');
    await tool('footnote').click();
    await expect(area).toHaveValue('### bread[^1]');
  });

  await test.step('paste keeps structure and drops styling', async () => {
    await area.fill('');
    const html = `<meta charset="utf-8"><style>p{color:red}</style><b style="font-weight:normal"><h2 style="color:red">Rights</h2>
      <p style="font:12px x">Go <b>now</b>, <i>calmly</i>, to <a href="https://a.example/x(1)" onclick="x()">the office</a> 2*3.</p>
      <ul><li>a card<ul><li>a copy</li></ul></li><li>a photo</li></ul><ol><li>wait</li><li>sign</li></ol>
      <table><tr><td>Day</td><td>Hours</td></tr><tr><td>Monday</td><td>8|12</td></tr></table>
      <script>document.title = 'taken'</script><img src="https://evil.example/p.png"></b>`;
    await area.evaluate((field, pasted) => {
      const data = new DataTransfer();
      data.setData('text/html', pasted);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
    await expect(area).toHaveValue(
      [
        '## Rights',
        'Go **now**, *calmly*, to [the office](https://a.example/x%281%29) 2\\*3.',
        '- a card\n  - a copy\n- a photo',
        '1. wait\n2. sign',
        '| Day | Hours |\n| --- | --- |\n| Monday | 8\\|12 |',
      ].join('\n\n'),
    );
    await expect(page.locator('[data-status]')).not.toBeEmpty();
  });

  await test.step('the preview is what the server makes of it', async () => {
    const pane = page.locator('[data-preview]');
    await page.locator('[data-show]').click();
    await expect(pane.locator('h2', { hasText: 'Rights' })).toBeVisible();
    await expect(pane.locator('table th')).toHaveCount(2);
    await expect(pane.locator('script')).toHaveCount(0);
  });

  await test.step('the words that are counted are those that the server counts', async () => {
    const word = (await page.locator('#editor-tools').getAttribute('data-words')) ?? '-';
    await page.locator('#summary').fill('One short sentence.');
    await area.fill('## Rights\n\nGo **now**[^1] to [the office](https://a.example/x).\n\n1. wait\n2. sign\n\n[^1]: nobody counts this');
    // Three of the summary, one of the heading, five of the sentence, two of the list.
    const counter = page.locator('[data-count]');
    await expect(counter).toContainText(`${word}: 11`);
    const pane = page.locator('[data-preview]');
    await page.locator('[data-show]').click();
    await expect(pane.locator('h3 + p').last()).toContainText(/(^|\D)11\D/);
    await area.fill('');
    await expect(counter).toContainText(`${word}: 3`);
  });

  await test.step('what she wrote is kept, and there when she comes back', async () => {
    const text = unique('kept');
    await area.fill(text);
    const answer = page.waitForResponse((one) => one.url().endsWith('/keep'));
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    expect((await answer).status()).toBe(204);
    // It knows that it may be left.
    const kept = (await page.locator('#editor-tools').getAttribute('data-kept')) ?? '-';
    await expect(page.locator('[data-status]')).toHaveText(kept);
    await page.goto(form(lang));
    await expect(page.locator('main')).toContainText(text);
  });
});

test('the form shows what readers will see without scripts', { tag: '@plain' }, async ({ lang, editor }) => {
  const page = await editor.newPage();
  await page.goto(form(lang));
  await expect(page.locator('#editor-tools')).toBeHidden();
  const text = unique('shown');
  await page.locator('#article-source').fill(`## ${text}`);
  await page.locator('#article-form button[value="preview"]').click();
  await expect(page.locator('#article-preview h2', { hasText: text })).toBeVisible();
});
