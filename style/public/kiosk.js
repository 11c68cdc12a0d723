// On a computer that everybody uses: first in the head, so that a page of an earlier visit is gone before it is drawn. Asks
// after a while whether somebody is there, and ends the visit when nobody is. The server ends it too, by its own clock.
(() => {
  const doc = document, root = doc.documentElement;
  const { here, finish } = doc.currentScript.dataset;
  const { visit = '', warn, wipe } = root.dataset;
  const START = '/kiosk', EVERY = 15_000, AGAIN = 3_000, PATIENCE = 8_000;
  const find = (name) => doc.querySelector(`[data-kiosk-${name}]`);

  // Back ends where her visit began: every entry of the history carries its visit.
  const mark = history.state?.visit;
  if (mark !== undefined && mark !== visit) {
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
  };
  // The start screen, as soon as there is a line; until then what was in the page from the start for this.
  const begin = (method, way) => reach(method, way).then(() => location.replace(START), () => {
    find('lost').hidden = false;
    setTimeout(begin, AGAIN, method, way);
  });
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

  if (!visit) {
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
    if (leaving) return;
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

  // What cannot be done without a line is not begun: her text stays on the page.
  const hold = (event) => {
    if (!cut || !(event.type === 'submit' || event.target.closest?.('a[href]:not([href^="#"])'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    find('cut')?.scrollIntoView({ block: 'center' });
  };
  addEventListener('click', hold, true);
  addEventListener('submit', hold, true);
  addEventListener('offline', () => say(true));
  addEventListener('online', tell);
  addEventListener('DOMContentLoaded', () => {
    // Where the desk allows it.
    for (const button of 'print' in root.dataset ? doc.querySelectorAll('button[data-print]') : []) {
      button.hidden = false;
      button.addEventListener('click', () => print());
    }
    find('stay')?.addEventListener('click', () => ask(false));
    tell();
  });
})();
