// On a computer that everybody uses: first in the head, so that a page of an earlier visit is gone before it is drawn. Asks
// after a while whether somebody is there, and ends the visit when nobody is. The server ends it too, by its own clock.
(() => {
  const doc = document, root = doc.documentElement;
  const { here, finish } = doc.currentScript.dataset;
  const { visit = '', warn, wipe } = root.dataset;
  const START = '/kiosk', EVERY = 15_000, AGAIN = 5_000;
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

  if (!visit) {
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

  let last = Date.now(), told = 0, asking = false, leaving = false, cut = false;

  const say = (now) => {
    cut = now;
    const note = find('cut');
    if (note) note.hidden = !now;
  };
  const go = () => fetch(finish, { method: 'POST', redirect: 'manual', cache: 'no-store' })
    .then(() => location.replace(START), () => setTimeout(go, AGAIN));
  const leave = () => {
    if (leaving) return;
    leaving = true;
    // Nothing of it is left on the screen, also while the line is cut.
    doc.body.replaceChildren();
    doc.title = '\u2026';
    go();
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
    const { target } = event;
    const exit = target.closest?.('[data-exit]');
    if (exit) navigator.clipboard?.writeText?.(' ').catch(() => {});
    if (!cut || !(event.type === 'submit' || target.closest?.('a[href]:not([href^="#"])'))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (exit) leave();
    else find('cut')?.scrollIntoView({ block: 'center' });
  };
  addEventListener('click', hold, true);
  addEventListener('submit', hold, true);
  addEventListener('offline', () => say(true));
  addEventListener('online', tell);
  addEventListener('DOMContentLoaded', () => {
    find('stay')?.addEventListener('click', () => ask(false));
    tell();
  });
})();
