// What people do in the portal, step by step, the same way in every test.
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { code, step } from './totp.ts';
import type { Language } from './words.ts';

export interface Member {
  pseudonym: string;
  passphrase: string;
  codes: string[];
}

/** What stands in the portal besides its starter content, made once for each worker. */
export interface World {
  /** The moderator's session. */
  moderator: Session;
  /** A member's session. */
  member: Session;
  /** Who she is. */
  author: Member;
  /** A published topic with a published reply: its id and title. */
  topic: string;
  title: string;
}

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A text that no other test writes. Letters alone: with figures it could look like a telephone or a number plate. */
export function unique(text: string): string {
  let letters = '';
  for (let rest = BigInt(Date.now()) * 100_000n + BigInt(Math.floor(Math.random() * 100_000)); rest > 0n; rest /= 20n) letters += 'bcdfghjklmnpqrstvwxz'[Number(rest % 20n)];
  return `${text} ${letters}`;
}

/** The form that has this field. */
export function formWith(page: Page, field: string): Locator {
  return page.locator('form').filter({ has: page.locator(`[name="${field}"]`) });
}

/** Presses the button that sends a form, not one that asks for something else besides. */
export async function send(form: Locator) {
  await form.locator('button[type="submit"]:not([value="preview"], [value="private"], [value="draft"], [value="discard"]), button:not([type])').last().click();
}

/** The same, and waits for the page that answers: a refused form comes back at the same address, with the same fields. */
export async function sendAndWait(page: Page, form: Locator) {
  const answered = page.waitForEvent('domcontentloaded');
  await send(form);
  await answered;
}

/** Waits until her ten recovery codes stand on the page, and reads them: at once it could be a part of them. */
export async function recoveryCodes(page: Page): Promise<string[]> {
  const codes = page.locator('.codes__list code');
  await expect(codes).toHaveCount(10);
  return codes.allInnerTexts();
}

/** Opens an account under an offered name and reads its recovery codes. Ends where the codes are shown. */
export async function join(page: Page, lang: Language, passphrase = 'seven bridges over olive water') {
  await page.goto(`/${lang}/join`);
  const names = page.locator('input[type="radio"][name="pseudonym"]');
  await names.first().check();
  const pseudonym = await names.first().inputValue();
  await page.locator('[name="passphrase"]').fill(passphrase);
  await page.locator('input[type="checkbox"][name="rules"]').check();
  await send(formWith(page, 'rules'));
  return { pseudonym, passphrase, codes: await recoveryCodes(page) } satisfies Member;
}

/** Signs her in whose topic all tests of a worker look at: for whatever needs nobody new. */
export async function asMember(context: BrowserContext, world: World) {
  await context.addCookies(world.member.cookies);
}

/** Somebody of the team: her second step has a secret that is known. */
export interface Staff {
  pseudonym: string;
  passphrase: string;
  totp: string;
}

/**
 * Passes the second step. Each code works once for the whole account, and other tests may use it too: what the
 * guards see of that (422) is expected. `used` is the last step that is known to be spent.
 */
export async function passCode(page: Page, totp: string, used = 0) {
  for (let last = used, tries = 0; tries < 6; ) {
    // The step before, this one, the next: all three are taken, each once.
    const at = [step() - 1, step(), step() + 1].find((each) => each > last);
    if (at === undefined) {
      await page.waitForTimeout(2_000);
      continue;
    }
    last = at;
    tries += 1;
    await page.locator('input[name="code"]').fill(code(totp, at));
    await send(formWith(page, 'code'));
    await page.waitForLoadState();
    if (!page.url().includes('/sign-in/code')) return;
  }
  throw new Error('no code was taken');
}

/** Signs in on the page where she stands, or on the sign-in page. */
export async function signIn(
  page: Page,
  lang: Language,
  who: Pick<Member, 'pseudonym' | 'passphrase'> & { totp?: string },
) {
  if (!page.url().includes('/sign-in')) await page.goto(`/${lang}/sign-in`);
  await page.locator('input[name="pseudonym"]').fill(who.pseudonym);
  await page.locator('input[name="passphrase"]').fill(who.passphrase);
  await send(formWith(page, 'passphrase'));
  await page.waitForLoadState();
  if (who.totp && page.url().includes('/sign-in/code')) await passCode(page, who.totp);
  await expect(page).not.toHaveURL(/sign-in/);
}

function staff(role: 'MOD' | 'ADMIN'): Staff {
  const read = (name: string) => {
    const value = process.env[`${role}_${name}`];
    if (!value) throw new Error(`${role}_PSEUDONYM, _PASSPHRASE and _TOTP_SECRET name the account of the tests`);
    return value;
  };
  return { pseudonym: read('PSEUDONYM'), passphrase: read('PASSPHRASE'), totp: read('TOTP_SECRET') };
}

/** The moderator that the runner made. */
export const moderatorAccount = () => staff('MOD');

/** The administrator that the runner made. */
export const adminAccount = () => staff('ADMIN');

/** Asks something new; ends on the page that says that it waits. */
export async function askAndWait(page: Page, lang: Language, category: string, title: string, body: string) {
  await page.goto(`/${lang}/forum/new?category=${category}`);
  await page.locator('[name="title"]').fill(title);
  await page.locator('[name="body"]').fill(body);
  await send(formWith(page, 'title'));
  await expect(page).toHaveURL(/\/my\/contributions\/[0-9a-z]+/);
}

/** From the page that says how a text stands to where it stands; what is public leads there by itself. */
export async function onward(page: Page) {
  await expect(page).toHaveURL(/\/(my\/contributions|forum\/t)\/[0-9a-z]+/);
  if (page.url().includes('/my/contributions/')) await page.locator('main a[href*="/forum/t/"][href*="#p-"]').click();
  await expect(page).toHaveURL(/\/forum\/t\/[0-9a-z]+/);
}

/** Asks something new; ends on the topic's page, where it waits. */
export async function ask(page: Page, lang: Language, category: string, title: string, body: string) {
  await askAndWait(page, lang, category, title, body);
  await onward(page);
}

/** Replies on the topic's page where she stands, and comes back to it. */
export async function reply(page: Page, body: string) {
  const topic = new RegExp(topicId(page.url()));
  await page.locator('[name="body"]').fill(body);
  await send(formWith(page, 'body'));
  await expect(page.locator('.post', { hasText: body })).toBeVisible();
  await onward(page);
  await expect(page).toHaveURL(topic);
  await expect(page.locator('.post', { hasText: body })).toBeVisible();
}

/** The id in a topic's address. */
export function topicId(address: string): string {
  const id = /\/forum\/t\/([0-9a-z]+)/.exec(address)?.[1];
  if (!id) throw new Error(`${address} is no topic`);
  return id;
}

/** The id in the address of the page that says how a text stands. */
export function postId(address: string): string {
  const id = /\/my\/contributions\/([0-9a-z]+)/.exec(address)?.[1];
  if (!id) throw new Error(`${address} is no text of hers`);
  return id;
}

/** Opens the queue page by page and gives what stands on each. */
export async function* queuePages(page: Page, lang: Language): AsyncGenerator<Locator> {
  for (let address: string | null = `/${lang}/desk/queue`; address; ) {
    // Not by a click on the link: nothing may be counted on a page that is only half there.
    await page.goto(address);
    yield page.locator('.queue-item');
    const next = page.locator('a[rel="next"]');
    address = (await next.count()) > 0 ? await next.first().getAttribute('href') : null;
  }
}

/** Finds a waiting text in the queue. */
export async function inQueue(page: Page, lang: Language, text: string): Promise<Locator> {
  for await (const items of queuePages(page, lang)) {
    const item = items.filter({ hasText: text });
    if ((await item.count()) > 0) return item.first();
  }
  throw new Error(`"${text}" is not in the queue`);
}

/** Opens the page of a waiting text, or of a change that waits. */
export async function openItem(desk: Page, lang: Language, text: string) {
  const item = await inQueue(desk, lang, text);
  await item.locator('a[data-open]').click();
  await expect(desk).toHaveURL(/\/desk\/queue\/[0-9a-z]+/);
  await expect(desk.locator('main')).toContainText(text);
}

/** Sends a text or a change back from its page, with a reason and words to its author. */
export async function sendBack(desk: Page, action: 'changes' | 'reject', reason: string, note: string) {
  await desk.locator('details[data-reasons] > summary').click();
  await desk.locator('select[name="reason"]').selectOption(reason);
  await desk.locator('[name="note"]').fill(note);
  await desk.locator(`button[value="${action}"]`).click();
  await expect(desk).toHaveURL(new RegExp(`done=${action}`));
}

/** Decides about a text of the queue and gives the status of the server's answer. */
export async function decide(page: Page, item: Locator, action: 'approve' | 'reject'): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await item.locator(`button[name="action"][value="${action}"]`).click();
  return (await answer).status();
}

/** Approves a waiting text. */
export async function approve(page: Page, lang: Language, text: string) {
  const item = await inQueue(page, lang, text);
  expect(await decide(page, item, 'approve')).toBe(303);
  await expect(page.locator('.queue-item', { hasText: text })).toHaveCount(0);
}

/** Makes what many tests only look at. */
export async function newWorld(browser: Browser, baseURL: string): Promise<World> {
  // Signed in once for all (support/global-setup.ts): a code of the second step works once in thirty seconds.
  const staff = await browser.newContext({ baseURL, storageState: process.env.MOD_STATE });
  const own = await browser.newContext({ baseURL });
  const [desk, page] = [await staff.newPage(), await own.newPage()];
  const author = await join(page, 'ar');
  const title = unique('كيف تطلبين معلومة؟');
  await ask(page, 'ar', 'civil-society', title, 'ذهبتُ إلى البلدية.\n\n- ورقة أولى\n- ورقة ثانية\n\n> قيل لي: عودي غدًا.');
  const topic = topicId(page.url());
  await approve(desk, 'ar', title);
  const answer = unique('Il faut demander un récépissé');
  await page.goto(`/ar/forum/t/${topic}`);
  await reply(page, answer);
  await approve(desk, 'ar', answer);
  const world = { moderator: await staff.storageState(), member: await own.storageState(), author, topic, title };
  await staff.close();
  await own.close();
  return world;
}
