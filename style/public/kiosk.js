// On a computer that everybody uses: first in the head, so that a page of an earlier visit is gone before it is drawn. Asks
// after a while whether somebody is there, and ends the visit when nobody is. The server ends it too, by its own clock.
(() => {
  const doc = document, root = doc.documentElement;
  const { here, finish, worker } = doc.currentScript.dataset;
  const { warn, wipe, read, print: prints } = root.dataset;
  const START = '/kiosk', READ = '/kiosk/read', LIST = '/kiosk/pack', OVER = 'over', PACK = 'pack-';
  const EVERY = 15_000, AGAIN = 3_000, PATIENCE = 8_000, HOUR = 3_600_000;
  const { serviceWorker } = navigator, { caches } = window;
  const find = (name) => doc.querySelector(`[data-kiosk-${name}]`);

  // What is kept for times without a line is the same for everybody and names no visit: the window remembers hers. Without a
  // line, whoever begins gets a word of her own.
  const own = read === 'start' || (read && !name) ? String(Math.random()) : name;
  const visit = read ? own : root.dataset.visit || '';
  name = visit;
  // Back ends where her visit began: every entry of the history carries its visit.
  const mark = history.state?.visit;
  if (mark !== undefined && mark !== visit && read !== 'start') {
    root.hidden = true;
    location.replace('/');
    return;
  }
  for (const name of ['pushState', 'replaceState']) {
    const plain = history[name].bind(history);
    history[name] = (state, ...rest) => plain({ ...state, visit }, ...rest);
  }
  const sign = () => history.replaceState(history.state, '');
  sign();
  addEventListener('hashchange', sign);
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    root.hidden = true;
    location.reload();
  });

  const reach = async (method, way) => {
    const { status } = await fetch(way, { method, redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    if (status > 499) throw status;
    return status;
  };
  // The server knows that the visit is over: the worker may ask it again.
  const settle = () => caches?.delete(OVER);
  // Tells the server what it does not know yet; whether that was an end.
  const report = async () => {
    const over = Boolean(await caches?.has(OVER));
    const status = await reach('POST', over ? finish : here);
    await settle();
    return { over, status };
  };
  // What is put last into what is kept is its list.
  const keeps = async (way) =>
    Boolean(serviceWorker?.controller && await caches?.match(LIST) && await caches.match(way, { ignoreVary: true }));
  // Without a line the next one reads what this computer keeps. In the name of whoever was here nothing is asked any more: the
  // worker sees to it, as long as there is this mark.
  const pass = async () => {
    if (!(await keeps(READ))) return false;
    await caches.open(OVER);
    return true;
  };
  // The start screen, as soon as there is a line; until then what is kept, else what was in the page from the start for this.
  const begin = async (method, way) => {
    try {
      await reach(method, way);
      await settle();
      location.replace(START);
    } catch {
      if (await pass().catch(() => false)) return location.replace(READ);
      find('lost').hidden = false;
      setTimeout(begin, AGAIN, method, way);
    }
  };
  // What somebody copied is not for the next one to paste.
  const wash = () => navigator.clipboard?.writeText?.(' ').catch(() => {});
  let leaving = false;
  // Nothing of a visit is left on the screen, also while the line is cut.
  const leave = (method = 'POST', way = finish) => {
    if (leaving) return;
    leaving = true;
    wash();
    root.classList.remove('is-idle');
    doc.body.replaceChildren(find('lost'));
    doc.title = '\u2026';
    begin(method, way);
  };
  // The way out never goes to an address by itself: without a line the browser would show a page of its own.
  addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-exit]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave();
  }, true);
  doc.addEventListener('jusoor:exit-progress', (event) => {
    const { left, expired } = event.detail;
    if (left || expired) return;
    event.preventDefault();
    leave();
  });

  if (read === 'start') {
    const wait = () => report().then(({ over }) => location.replace(over ? START : '/'), () => setTimeout(wait, AGAIN));
    wait();
    return;
  }

  // Whatever a script could have left is swept away here; what is kept for times without a line stays, and is renewed while
  // nobody is there.
  const keep = async () => {
    for (const one of [() => localStorage.clear(), () => sessionStorage.clear()]) try { one(); } catch { /* shut */ }
    for (const { name: base } of (await indexedDB.databases?.()) ?? []) indexedDB.deleteDatabase(base);
    if (!serviceWorker || !caches) return;
    for (const one of await caches.keys()) if (!worker || !one.startsWith(PACK)) await caches.delete(one);
    if (!worker) {
      for (const one of await serviceWorker.getRegistrations()) await one.unregister();
      return;
    }
    await serviceWorker.register(worker, { scope: '/' });
    const { active } = await serviceWorker.ready;
    active.postMessage('renew');
    setInterval(() => active.postMessage('renew'), HOUR);
  };

  if (!visit) {
    if (location.pathname === START) addEventListener('load', () => keep().catch(() => {}));
    let ready = false, asked = false;
    addEventListener('submit', async (event) => {
      const { target, submitter } = event;
      if (ready) return;
      event.preventDefault();
      if (asked) return;
      asked = true;
      // Silence may have found a browser that lets nobody write there without a touch.
      wash();
      try {
        await reach('HEAD', START);
        ready = true;
        target.requestSubmit(submitter);
      } catch {
        leave('HEAD', START);
      }
    });
    // The start screen reads itself aloud, where this computer itself has a voice: none that asks somebody else.
    const speech = window.speechSynthesis;
    const offer = () => {
      for (const button of doc.querySelectorAll('[data-kiosk-say]')) {
        const lang = button.dataset.kioskSay;
        const voice = speech.getVoices().find((one) => one.localService && one.lang.startsWith(lang));
        if (!voice || !button.hidden) continue;
        button.hidden = false;
        button.addEventListener('click', () => {
          const text = new SpeechSynthesisUtterance(doc.querySelector(`[data-kiosk-said="${lang}"]`).textContent);
          Object.assign(text, { voice, lang: voice.lang });
          speech.cancel();
          speech.speak(text);
        });
      }
    };
    if (speech) {
      addEventListener('DOMContentLoaded', offer);
      speech.addEventListener?.('voiceschanged', offer);
    }
    return;
  }

  let last = Date.now(), told = 0, asking = false, cut = false;

  const say = (now) => {
    cut = now;
    const note = find('cut');
    if (note) note.hidden = !now;
  };
  const tell = () => {
    if (leaving || read) return;
    told = Date.now();
    fetch(here, { method: 'POST', cache: 'no-store', redirect: 'manual' })
      .then(({ status }) => (status === 204 ? say(false) : status < 500 && leave()), () => say(true));
  };
  const alive = () => {
    if (asking) return;
    last = Date.now();
    if (last - told > EVERY) tell();
  };
  for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'scroll', 'input', 'timeupdate']) {
    addEventListener(type, alive, { capture: true, passive: true });
  }

  const ask = (now) => {
    const cover = find('idle');
    if (!cover || asking === now) return;
    asking = now;
    cover.hidden = !now;
    root.classList.toggle('is-idle', now);
    if (now) {
      for (const media of doc.querySelectorAll('audio, video')) media.pause();
      find('stay').focus();
    } else {
      last = Date.now();
      tell();
    }
  };
  setInterval(() => {
    const quiet = (Date.now() - last) / 1000;
    if (quiet >= Number(wipe)) leave();
    else if (quiet >= Number(warn)) ask(true);
    const left = find('left');
    if (asking && left) left.textContent = Math.ceil(Number(wipe) - quiet);
  }, 1000);

  // Without a line a text that is kept opens. What else cannot be done is not begun: her text stays on the page.
  const hold = async (event) => {
    const link = event.type === 'click' && event.target.closest?.('a[href]:not([href^="#"])');
    if (!cut || !(event.type === 'submit' || link)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const way = link && !link.search && READ + link.pathname;
    if (way && await keeps(way)) location.assign(way);
    else find('cut')?.scrollIntoView({ block: 'center' });
  };
  // In what is kept, links lead on in it, and to the word that it cannot be done now.
  const lead = (event) => {
    const link = event.type === 'click' && event.target.closest?.('a[href]:not([href^="#"])');
    if (!cut || find('back').contains(link || null) || !(event.type === 'submit' || link)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const to = link ? link.pathname : `/${root.lang}/not-now`;
    location.assign(to.startsWith(READ) ? to : READ + to);
  };
  const back = async () => {
    try {
      // Her visit goes on; whoever began without a line reads on here, and comes to the start screen when she likes.
      cut = (await report()).status !== 204;
      find('cut').hidden = true;
      find('back').hidden = false;
    } catch {
      setTimeout(back, AGAIN);
    }
  };
  if (read) cut = true;
  else serviceWorker?.addEventListener('message', () => {
    say(true);
    find('cut')?.scrollIntoView({ block: 'center' });
  });
  addEventListener('click', read ? lead : hold, true);
  addEventListener('submit', read ? lead : hold, true);
  addEventListener('offline', () => say(true));
  addEventListener('online', tell);
  addEventListener('DOMContentLoaded', () => {
    // Where the desk allows it.
    for (const button of prints === undefined ? [] : doc.querySelectorAll('button[data-print]')) {
      button.hidden = false;
      button.addEventListener('click', () => print());
    }
    find('stay')?.addEventListener('click', () => ask(false));
    const again = find('return');
    if (again) {
      again.hidden = false;
      again.addEventListener('click', () => history.back());
    }
    if (read) back();
    else tell();
  });
})();
