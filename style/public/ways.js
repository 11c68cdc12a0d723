// On public texts: printing, sharing, copying the address, keeping a text for reading without a connection. What it needs is shown by
// it, so that nothing stands there without it. The tag's `data-worker` is missing where nothing may stay on the device.
(() => {
  const doc = document;
  const { worker } = doc.currentScript.dataset;
  const shared = ['kiosk', 'discreet'].some((name) => name in doc.documentElement.dataset);
  const { serviceWorker, clipboard } = navigator;
  const KEPT = 'kept', MOST = 12;
  const find = (name) => doc.querySelector(`[data-${name}]`);
  const said = find('said');
  const say = (text) => { if (said) said.textContent = text; };
  const offer = (name, run) => {
    const button = find(name);
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => run(button));
  };

  // A computer that everybody uses prints only where the desk allows it; kiosk.js offers it there.
  if (!shared) offer('print', () => print());
  if (navigator.share) offer('share', ({ dataset }) => navigator.share({ url: dataset.share }).catch(() => {}));
  if (clipboard) {
    offer('copy', ({ dataset }) =>
      clipboard.writeText(dataset.copy).then(() => say(dataset.done), () => say(dataset.failed)));
  }

  if (!serviceWorker || !window.caches) return;

  if (!worker || shared) {
    (async () => {
      for (const one of await serviceWorker.getRegistrations()) await one.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    })().catch(() => {});
    return;
  }
  addEventListener('load', () => { serviceWorker.register(worker).catch(() => {}); });

  const path = location.pathname;
  const same = { ignoreVary: true };
  const isKept = () => caches.match(path, { cacheName: KEPT, ...same });
  const label = async (button) => {
    button.textContent = (await isKept()) ? button.dataset.drop : button.dataset.keep;
  };
  const toggle = async (button) => {
    const { dataset } = button;
    try {
      const store = await caches.open(KEPT);
      if (await isKept()) {
        await store.delete(path, same);
        say(dataset.dropped);
      } else {
        const answer = await fetch(path, { cache: 'no-store' });
        if (answer.headers.get('x-offline') !== 'keep') throw new Error(path);
        await store.put(path, answer);
        const keys = await store.keys();
        for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await store.delete(old, same);
        say(dataset.done);
      }
    } catch {
      say(dataset.failed);
    }
    await label(button);
  };
  offer('keep', toggle);
  if (find('keep')) label(find('keep'));

  // On the offline page: what she kept, by its heading.
  const box = find('kept');
  const list = async () => {
    if (!box || !(await caches.has(KEPT))) return;
    const store = await caches.open(KEPT);
    for (const request of await store.keys()) {
      const answer = await store.match(request, same);
      const text = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const link = doc.createElement('a');
      link.href = new URL(request.url).pathname;
      link.dir = 'auto';
      link.textContent = text.querySelector('h1')?.textContent || link.href;
      const item = doc.createElement('li');
      item.append(link);
      box.querySelector('ul').append(item);
      box.hidden = false;
    }
  };
  list().catch(() => {});
  offer('forget', async () => {
    await caches.delete(KEPT);
    box.hidden = true;
  });
})();
