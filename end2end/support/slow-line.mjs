// Pages on a slow line and a slow phone, and how soon they answer a finger or a key: what `cargo xtask bench --line` holds
// against P16 and P17. The plan comes in JUSOOR_LINE_PLAN, one object of JSON goes to standard output; what it means is
// worked out in server/xtask/src/bench/line.rs. JUSOOR_BASE_URL and JUSOOR_CHROMIUM as for the tests.
//
// Chromium delays each request, not each packet: opening a connection costs nothing here, whatever the line.
import { chromium } from '@playwright/test';

const { JUSOOR_BASE_URL: base, JUSOOR_CHROMIUM: executablePath, JUSOOR_LINE_PLAN: given } = process.env;
if (!base || !given) throw new Error('JUSOOR_BASE_URL and JUSOOR_LINE_PLAN are needed');
const { runs, cookie, lines, pages, hands } = JSON.parse(given);

const PHONE = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  locale: 'fr-TN',
  timezoneId: 'Africa/Tunis',
};
/** A browser opens so many connections to a server that speaks HTTP/1.1; the next request waits for one of them. */
const CONNECTIONS = 6;
/** How long a page is looked at after all of it is there: what moves or hangs then counts too. */
const REST = 2_000;

const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
});

/** Somebody who was never here: nothing kept, no connection open. */
async function newcomer({ member, script = true }) {
  const context = await browser.newContext({ ...PHONE, baseURL: base, javaScriptEnabled: script });
  if (member) {
    const pairs = cookie.split('; ').map((pair) => /^([^=]*)=(.*)$/.exec(pair));
    await context.addCookies(pairs.map(([, name, value]) => ({ name, value, url: base })));
  }
  const page = await context.newPage();
  return { context, page, cdp: await context.newCDPSession(page) };
}

/** Notes what the browser tells of the page while it comes. */
function notes() {
  const seen = { lcp: null, shifts: [], tasks: [], awake: null };
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime));
  watch('layout-shift', (entry) => entry.hadRecentInput || seen.shifts.push([entry.startTime, entry.value]));
  watch('longtask', (entry) => seen.tasks.push([entry.startTime, entry.duration]));
  new MutationObserver(() => (seen.awake ??= performance.now())).observe(document, {
    subtree: true,
    attributeFilter: ['data-awake'],
  });
  globalThis.seenOfLine = seen;
}

/** Counts what goes over the line. */
function count(cdp) {
  const open = new Set();
  const line = { requests: 0, waited: 0, bytes: 0, heads: 0 };
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith(base)) return;
    line.requests += 1;
    if (open.size >= CONNECTIONS) line.waited += 1;
    open.add(requestId);
  });
  cdp.on('Network.requestServedFromCache', ({ requestId }) => {
    if (open.delete(requestId)) line.requests -= 1;
  });
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (open.has(requestId)) line.heads += response.encodedDataLength;
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (open.delete(requestId)) line.bytes += encodedDataLength;
  });
  cdp.on('Network.loadingFailed', ({ requestId }) => open.delete(requestId));
  return line;
}

/** One first visit on a slow line. */
async function visit({ path, member, form }, { latency, down, up, cpu }, script) {
  const { context, page, cdp } = await newcomer({ member, script });
  try {
    if (script) await page.addInitScript(notes);
    await cdp.send('Network.enable');
    const line = count(cdp);
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: (down * 1000) / 8,
      uploadThroughput: (up * 1000) / 8,
    });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    const answer = await page.goto(path, { timeout: 120_000 });
    if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
    const sleeps = script && (await page.locator('script[data-module]').count()) > 0;
    if (sleeps) await page.locator('html[data-awake]').waitFor({ state: 'attached', timeout: 60_000 });
    await page.waitForTimeout(REST);
    const drawn = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation');
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      return { ...globalThis.seenOfLine, fcp: paint?.startTime ?? null, read: navigation.domInteractive };
    });
    // All of the form is there, and on the screen: then somebody can write and send.
    const usable = form && drawn.fcp !== null ? Math.max(drawn.fcp, drawn.read) : null;
    if (form) await fillIn(page, form);
    return { ...drawn, usable, ...line };
  } finally {
    await context.close();
  }
}

/** A form that takes no text or has nothing to send it with is not usable, however early it is drawn. */
async function fillIn(page, field) {
  const form = page.locator('form').filter({ has: page.locator(field) }).first();
  await form.locator(field).fill('abc');
  if (!(await form.locator('button[type="submit"], button:not([type])').last().isEnabled())) {
    throw new Error(`nothing sends the form of ${field}`);
  }
}

/** Presses keys as fast as a hand does. What is no letter has its own name. */
async function press(page, cdp, ...keys) {
  for (const key of keys) {
    const text = [...key].length === 1 ? key : undefined;
    const code = { ArrowDown: 40, ArrowUp: 38, Escape: 27, Tab: 9 }[key] ?? 65 + (key.codePointAt(0) % 26);
    await cdp.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', key, text, windowsVirtualKeyCode: code });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
    await page.waitForTimeout(120);
  }
}

/** A finger on the middle of something. */
async function tap(page, selector, nth = 0) {
  const target = page.locator(selector).nth(nth);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`${selector} is not on the screen of ${page.url()}`);
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(300);
}

/** What hands do on pages that answer them. */
const HANDS = {
  async composer(page, cdp) {
    await tap(page, '[name="body"]');
    await press(page, cdp, ...'كيف أصل إلى المحكمة');
    for (const tool of [0, 1, 2]) await tap(page, '.composer__tool', tool);
    await press(page, cdp, ...'شكرا لكنّ', 'Tab');
  },
  async chart(page) {
    await tap(page, '.chart__svg');
    for (const series of [0, 1]) await tap(page, '.legend__item input', series);
    await tap(page, '.chart__svg');
    await tap(page, '.legend__item input');
  },
  async search(page, cdp) {
    await tap(page, 'main [data-suggest]');
    await press(page, cdp, ...'العمل');
    await page.locator('.suggestion').first().waitFor();
    await press(page, cdp, 'ArrowDown', 'ArrowDown', 'ArrowUp', ...' ال', 'Escape');
  },
};

/** What each interaction took until the screen showed its end. */
async function handle({ path, member, hands: kind, awake }, cpu) {
  const { context, page, cdp } = await newcomer({ member });
  try {
    await page.addInitScript(() => {
      const seen = (globalThis.seenOfHands = new Map());
      for (const type of ['event', 'first-input']) {
        new PerformanceObserver((list) => {
          for (const { interactionId, duration } of list.getEntries()) {
            if (interactionId) seen.set(interactionId, Math.max(seen.get(interactionId) ?? 0, duration));
          }
        }).observe({ type, buffered: true, durationThreshold: 16 });
      }
    });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await page.goto(path);
    if (awake) await page.locator('html[data-awake]').waitFor({ state: 'attached', timeout: 60_000 });
    await page.waitForTimeout(REST);
    await HANDS[kind](page, cdp);
    await page.waitForTimeout(REST);
    return await page.evaluate(() => {
      // Quicker than 16 ms is not told apart; the first one always is told.
      const waits = [...globalThis.seenOfHands.values()];
      const count = (type) => performance.eventCounts.get(type) ?? 0;
      return { waits, taps: count('pointerdown'), keys: count('keydown') };
    });
  } finally {
    await context.close();
  }
}

/** What cannot be measured is told in its place; the rest goes on. */
const attempt = (measure) => measure.catch((error) => ({ error: String(error).split('\n')[0] }));

try {
  const say = (text) => console.error(`  ${text}`);
  const all = { chromium: browser.version(), loads: [], hands: [] };
  // The browser's own first page is slow, on any line.
  if (pages[0]) await attempt(visit(pages[0], { latency: 0, down: 100_000, up: 100_000, cpu: 1 }, true));
  for (const page of pages) {
    for (const line of lines) {
      // Without scripts a page is only looked at for its form.
      for (const script of page.form && line.form ? [true, false] : [true]) {
        for (let run = 0; run < runs; run += 1) {
          all.loads.push({ page: page.name, line: line.name, script, ...(await attempt(visit(page, line, script))) });
        }
        say(`${page.name}, ${line.name}${script ? '' : ', without scripts'}`);
      }
    }
  }
  for (const page of hands.pages) {
    for (let run = 0; run < runs; run += 1) {
      all.hands.push({ page: page.name, ...(await attempt(handle(page, hands.cpu))) });
    }
    say(`${page.name}, by hand`);
  }
  console.log(JSON.stringify(all));
} finally {
  await browser.close();
}
