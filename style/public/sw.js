// Without a connection: the offline page and that of safety, and the texts that she herself asked to keep (`ways.js`).
// What else she reads is never kept. The server says of each page whether it may stay (`x-offline: keep`) and when all must
// go (`drop`: somebody is signed in, or nothing may stay on this device). It puts VERSION and FILES before this text.
const lang = new URL(location).searchParams.get('l') || 'ar';
const STORE = `offline-${VERSION}-${lang}`;
const KEPT = 'kept';
const ALWAYS = [`/${lang}/offline`, `/${lang}/safety`];

const mayStay = (answer) => answer.status === 200 && answer.headers.get('x-offline') === 'keep';

const find = (path, cacheName) => caches.match(path, { cacheName, ignoreVary: true });

// Asked anew, with her cookies: whether it may stay depends on them.
const fresh = async (path) => {
  const answer = await fetch(path, { cache: 'no-store', redirect: 'manual' });
  return mayStay(answer) ? answer : undefined;
};

const fill = async () => {
  const pages = await Promise.all(ALWAYS.map(fresh));
  if (pages.includes(undefined)) throw new Error('nothing may stay here');
  try {
    const store = await caches.open(STORE);
    const wanted = Object.keys(FILES).filter((name) => lang === 'ar' || !name.startsWith('fonts/'));
    await store.addAll(wanted.map((name) => FILES[name]));
    await Promise.all(pages.map((answer, n) => store.put(ALWAYS[n], answer)));
  } catch (error) {
    await caches.delete(STORE);
    throw error;
  }
};

const drop = async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
};

// What an older build kept would ask for files that are gone.
const renewAll = async () => {
  if (!(await caches.has(KEPT))) return;
  const kept = await caches.open(KEPT);
  for (const { url } of await kept.keys()) {
    try {
      const answer = await fresh(url);
      if (answer) await kept.put(url, answer);
      else await kept.delete(url, { ignoreVary: true });
    } catch { /* no connection: the old one is better than none */ }
  }
};

addEventListener('install', (event) => {
  event.waitUntil(fill().then(renewAll).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name !== STORE && name !== KEPT) await caches.delete(name);
    }
    await clients.claim();
  })());
});

// The network first, always: a kept page is shown only when there is no connection.
const page = async (event, { pathname, search }) => {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    const own = pathname.split('/')[1];
    return (!search && await find(pathname)) || await find(`/${own}/offline`) || await find(ALWAYS[0]) || Response.error();
  }
  if (answer.headers.get('x-offline') === 'drop') {
    event.waitUntil(drop());
    return answer;
  }
  const stays = mayStay(answer);
  for (const name of [STORE, KEPT]) {
    if (search || !(await find(pathname, name))) continue;
    const store = await caches.open(name);
    // Taken out of the portal, taken off the device.
    if (stays) event.waitUntil(store.put(pathname, answer.clone()));
    else if (answer.status < 500) event.waitUntil(store.delete(pathname, { ignoreVary: true }));
  }
  // Emptied since it was installed.
  if (stays && !(await caches.has(STORE))) event.waitUntil(fill().catch(() => {}));
  return answer;
};

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname === '/exit') event.waitUntil(drop());
  else if (request.mode === 'navigate') event.respondWith(page(event, url));
  else if (url.pathname.startsWith('/pkg/')) {
    event.respondWith(find(url.pathname).then((kept) => kept || fetch(request)).catch(() => Response.error()));
  }
});
