// On a computer that everybody uses, for times without a line: a fixed list of public texts, the same for everybody, fetched
// while the start screen is open, at most once a day. Nothing of a visit is ever kept: a page is answered from the network, and
// only what was fetched for the list is put anywhere.
const READ = '/kiosk/read', LIST = '/kiosk/pack', OVER = 'over', PACK = 'pack-', DAY = 86_400_000;

/** The pack that is whole: its list is put into it last. */
const whole = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PACK) && await caches.match(LIST, { cacheName: name })) return name;
  }
};

const find = async (path) => {
  const cacheName = await whole();
  return cacheName && caches.match(path, { cacheName, ignoreVary: true });
};

const drop = async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
};

/** What stands between may know that the line is cut. */
const cut = ({ status }) => status === 502 || status === 504;

// What is not there any more is left out; a line that breaks off leaves the pack as it was.
const take = async (store, path, kept) => {
  const answer = kept || await fetch(path, { cache: 'no-store', redirect: 'manual' });
  if (answer.status > 499 || answer.status === 429) throw new Error(`${path}: ${answer.status}`);
  if (answer.ok) await store.put(path, answer);
};

const renewText = async () => {
  const made = (await find(LIST))?.headers.get('date');
  if (made && Date.now() - Date.parse(made) < DAY) return;
  const list = await fetch(LIST, { cache: 'no-store', redirect: 'manual' });
  // The computer was taken back.
  if (list.status === 404) return drop();
  if (!list.ok) return;
  const name = PACK + Date.now(), store = await caches.open(name);
  try {
    const { pages, files, sounds } = await list.clone().json();
    // Files are named by what is in them. One after the other: the line may be thin.
    for (const path of files) await take(store, path, await find(path));
    for (const path of pages) await take(store, path);
    for (const path of sounds) {
      const kept = await find(path);
      if (kept) await store.put(path, kept);
    }
    await store.put(LIST, list);
  } catch {
    await caches.delete(name);
    return;
  }
  for (const old of await caches.keys()) if (old !== name && old !== OVER) await caches.delete(old);
};

// Sound comes last: without it the pack is whole.
const renew = async () => {
  await renewText();
  const cacheName = await whole();
  if (!cacheName) return;
  const { sounds = [] } = await (await find(LIST)).json(), store = await caches.open(cacheName);
  for (const path of sounds) if (!(await store.match(path))) await take(store, path).catch(() => {});
};

let renewing;
addEventListener('message', (event) => {
  if (event.data === 'renew') event.waitUntil(renewing ??= renew().catch(() => {}).finally(() => { renewing = undefined; }));
});

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

// Browsers ask for sound by parts; it is kept whole.
const part = async (kept, range) => {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (!from && !to) return kept;
  const all = await kept.blob(), { size } = all, headers = new Headers(kept.headers);
  const start = from ? Number(from) : Math.max(0, size - to), end = from && to ? Math.min(size, Number(to) + 1) : size;
  if (start >= end) {
    headers.set('Content-Range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('Content-Range', `bytes ${start}-${end - 1}/${size}`);
  headers.set('Content-Length', end - start);
  return new Response(all.slice(start, end), { status: 206, headers });
};

const sound = async (request, { pathname, search }) => {
  const reads = pathname.startsWith(READ), kept = await find((reads ? '' : READ) + pathname + search);
  const give = () => kept ? part(kept, request.headers.get('range')) : Response.error();
  return reads && kept ? give() : fetch(request).then((answer) => cut(answer) ? give() : answer, give);
};

const tell = async () => {
  for (const client of await clients.matchAll()) client.postMessage('cut');
};

/** Leads on. With the policy that every page has: without it the browser gives the next one a new window, which remembers nothing. */
const lead = (to) => new Response(null, { status: 302, headers: { Location: to, 'Cross-Origin-Opener-Policy': 'same-origin' } });

const page = async (request, { pathname, search }) => {
  const reads = pathname === READ || pathname.startsWith(`${READ}/`);
  // A visit has ended and the server could not be told: until it is, nothing is asked of it in her name.
  const over = await caches.has(OVER);
  if (!reads && !over) {
    try {
      const answer = await fetch(request);
      if (request.method !== 'GET' || !cut(answer)) return answer;
    } catch { /* the line is cut */ }
  }
  // What she wrote stays on her screen: an answer without a page leaves the one that is there.
  if (request.method !== 'GET') {
    await tell();
    return new Response(null, { status: 204 });
  }
  if (!(await whole())) return reads ? fetch(request) : Response.error();
  if (reads) {
    const kept = await find(pathname);
    if (kept) return kept;
  } else {
    // Behind Back is what she opened who was here before.
    if (over) return lead(READ);
    if (!search && await find(READ + pathname)) return lead(READ + pathname);
  }
  const lang = (reads ? pathname.slice(READ.length) : pathname).split('/')[1];
  const none = `${READ}/${lang}/not-now`;
  return lead(await find(none) ? none : READ);
};

addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request, url));
  else if (request.method !== 'GET') return;
  else if (/^(\/kiosk\/read)?\/media\/article\//.test(url.pathname)) event.respondWith(sound(request, url));
  else if (url.pathname.startsWith('/pkg/')) {
    event.respondWith(find(url.pathname).then((kept) => kept || fetch(request)).catch(() => Response.error()));
  }
});
