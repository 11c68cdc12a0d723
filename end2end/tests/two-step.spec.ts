// A second step, for whoever wants one: no administrator is needed.
import { formWith, join, passCode, send, unique } from './people.ts';
import { expect, test } from './portal.ts';
import { setUp } from './totp.ts';

test('a member sets her second step up and passes it', async ({ page, lang, visitor }) => {
  test.slow();
  const me = await join(page, lang, unique('seven bridges over olive water'));
  await page.goto(`/${lang}/account/security`);
  await page.locator('main a[href$="/account/two-step"]').click();
  const [secret, used] = await setUp(page);
  await expect(page.locator('main .notice--success')).toBeVisible();
  const other = await (await visitor()).newPage();
  await other.goto(`/${lang}/sign-in`);
  await other.locator('input[name="pseudonym"]').fill(me.pseudonym);
  await other.locator('input[name="passphrase"]').fill(me.passphrase);
  await send(formWith(other, 'passphrase'));
  await expect(other).toHaveURL(/sign-in\/code/);
  await other.goto(`/${lang}/account`);
  await expect(other).toHaveURL(/sign-in\/code\?next=/);
  await passCode(other, secret, used);
  await expect(other).toHaveURL(`/${lang}/account`);
});
