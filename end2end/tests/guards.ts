// What must hold on every page that any test comes by: watched from outside, so that no test can forget it.
import type { BrowserContext, ConsoleMessage, Page, Request, Response } from '@playwright/test';

const LANGUAGES = ['ar', 'fr', 'en'];

/** What is read off a page once it has arrived. */
interface Facts {
  path: string;
  isHtml: boolean;
  isWhole: boolean;
  lang: string | null;
  dir: string | null;
  headings: number;
  styled: number;
  width: number;
}

export class Guards {
  readonly #base: URL;
  readonly #complaints: string[] = [];
  readonly #pending = new Set<Promise<void>>();
  readonly #statuses = new Set<number>();
  readonly #tolerated: RegExp[] = [];
  /** Addresses of everything that was asked for. */
  readonly requested: string[] = [];

  constructor(base: string) {
    this.#base = new URL(base);
  }

  /** From now on a page of this test may answer with such a status. */
  expectStatus(...statuses: number[]) {
    for (const status of statuses) this.#statuses.add(status);
  }

  /** From now on complaints like this one are part of what the test does. */
  tolerate(pattern: RegExp) {
    this.#tolerated.push(pattern);
  }

  async watch(context: BrowserContext) {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    context.on('console', (message) => this.#console(message));
    context.on('weberror', (error) => this.#complain(`script error: ${error.error().message}`));
    context.on('request', (request) => this.#request(request));
    context.on('requestfailed', (request) => this.#failed(request));
    context.on('response', (response) => this.#track(this.#response(response)));
    context.on('page', (page) => {
      page.on('load', () => this.#track(this.#arrived(page)));
      page.on('dialog', (dialog) => {
        this.#complain(`${dialog.type()} dialog: ${dialog.message()}`);
        void dialog.dismiss().catch(() => undefined);
      });
    });
  }

  /** Waits for what is still being looked at and gives everything that was wrong. */
  async complaints(): Promise<string[]> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    return this.#complaints.filter((text) => !this.#tolerated.some((pattern) => pattern.test(text)));
  }

  #complain(text: string) {
    if (!this.#complaints.includes(text)) this.#complaints.push(text);
  }

  #track(work: Promise<void>) {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  #isOurs(address: string) {
    return new URL(address).origin === this.#base.origin;
  }

  #console(message: ConsoleMessage) {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // The browser repeats the status of a page in its console; `#response` judges those.
    if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
    // What the tests' own browser says when a page offers its service worker: only `offline.spec.ts` lets it work.
    if (message.text().startsWith('Service Worker registration blocked by Playwright')) return;
    const where = message.location().url;
    this.#complain(`console ${message.type()} at ${where}: ${message.text()}`);
  }

  #request(request: Request) {
    this.requested.push(request.url());
    const { protocol } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:') return;
    if (!this.#isOurs(request.url())) this.#complain(`request to another origin: ${request.url()}`);
  }

  #failed(request: Request) {
    const reason = request.failure()?.errorText ?? 'unknown';
    // Aborted by the browser itself: a navigation that became a download, a page left while it loaded.
    if (reason === 'net::ERR_ABORTED') return;
    this.#complain(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  }

  async #response(response: Response) {
    if (!this.#isOurs(response.url())) return;
    const request = response.request();
    if (response.status() >= 400 && !this.#statuses.has(response.status())) {
      this.#complain(`${response.status()} for ${request.method()} ${response.url()}`);
    }
    if (request.resourceType() !== 'document') return;
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) return;
    // A page that was left before it arrived has no text; the sweep of `content.spec.ts` reads every kind whole.
    const html = await response.text().catch(() => undefined);
    if (html !== undefined) for (const fault of faultsOf(html)) this.#complain(`${response.url()}: ${fault}`);
  }

  async #arrived(page: Page) {
    const facts = await page
      .evaluate<Facts>(() => ({
        path: location.pathname,
        isHtml: document.contentType === 'text/html',
        isWhole: document.readyState === 'complete',
        lang: document.documentElement.getAttribute('lang'),
        dir: document.documentElement.getAttribute('dir'),
        headings: document.querySelectorAll('h1').length,
        styled: document.querySelectorAll('body [style]').length,
        width: document.scrollingElement?.scrollWidth ?? 0,
      }))
      // The page was left meanwhile.
      .catch(() => undefined);
    // The next page may stand there already, half arrived: it is looked at when it is whole.
    if (!facts?.isHtml || !facts.isWhole || !this.#isOurs(page.url())) return;
    const language = facts.path.split('/')[1] ?? '';
    if (LANGUAGES.includes(language)) {
      const dir = language === 'ar' ? 'rtl' : 'ltr';
      if (facts.lang !== language || facts.dir !== dir) {
        this.#complain(`${facts.path}: lang=${facts.lang} dir=${facts.dir}`);
      }
    }
    if (facts.headings !== 1) this.#complain(`${facts.path}: ${facts.headings} first headings`);
    if (facts.styled !== 0) this.#complain(`${facts.path}: ${facts.styled} elements with a style of their own`);
    const room = page.viewportSize()?.width ?? Number.POSITIVE_INFINITY;
    if (facts.width > room) this.#complain(`${facts.path}: ${facts.width} px wide in ${room}`);
  }
}

/** What can be wrong with a page as the server sends it. */
export function faultsOf(html: string): string[] {
  const faults: string[] = [];
  if (!/<\/html>\s*$/.test(html)) faults.push(`after the end: ${html.split('</html>')[1]?.slice(0, 120)}`);
  const bare = html.replaceAll(/<textarea[\s\S]*?<\/textarea>/g, '');
  if (/<[a-z][^>]*\sstyle=/i.test(bare)) faults.push('a style attribute');
  if (/<style[\s>]/i.test(bare)) faults.push('an inline style sheet');
  if (/<[a-z][^>]*\son[a-z]+=/i.test(bare)) faults.push('an inline event handler');
  for (const [, attributes, content] of bare.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (!/\ssrc=/.test(attributes ?? '') || content?.trim()) faults.push('an inline script');
  }
  const headings = bare.match(/<h1[\s>]/g)?.length ?? 0;
  if (headings !== 1) faults.push(`${headings} first headings`);
  return faults;
}
