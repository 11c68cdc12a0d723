// The desk by keyboard, and how much waits while it changes. Every page does its work without this file.
(() => {
  const doc = document;
  // What waits; elsewhere on the desk, lines of lists and tables.
  const ITEM = '.queue-item, .desk__main .topic-row, .desk__main tbody > tr';
  const inField = (el) => el.closest?.('input, textarea, select, [contenteditable]');
  const items = () => [...doc.querySelectorAll(ITEM)];
  const here = () => doc.activeElement?.closest(ITEM) || (items().length === 1 ? items()[0] : null);
  // What `c` and `r` made ready: the reasons and the button of the same form.
  let ready = null;

  const go = (step) => {
    const all = items();
    const at = all.indexOf(here());
    const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (!to) return;
    to.tabIndex = -1;
    to.focus();
    to.scrollIntoView({ block: 'start' });
  };

  // A button, or the first field of a form that has the key.
  const reach = (key) => {
    const from = here() || items()[0];
    const found = from?.querySelector(`[data-key="${key}"]`)
      || doc.querySelector(`.panel[data-key="${key}"], .panel [data-key="${key}"]`);
    const isButton = found?.matches('button');
    const to = isButton ? found : found?.querySelector('select, textarea, input:not([type="hidden"])');
    if (!to) return;
    const fold = to.closest('details');
    if (fold) fold.open = true;
    const reasons = isButton && fold?.hasAttribute('data-reasons') && fold.querySelector('select[name="reason"]');
    ready = reasons ? { reasons, button: to } : null;
    to.focus();
  };

  const open = () => {
    const from = here() || items()[0];
    if (!from) return;
    const link = from.querySelector(from.matches('.queue-item') ? 'a[data-open]' : 'a[href]');
    if (link) return link.click();
    const fold = from.querySelector('details[data-fold]');
    if (fold) fold.open = !fold.open;
    if (!fold || fold.open) from.querySelector('.blurred')?.focus();
  };

  const help = () => {
    const fold = doc.querySelector('details[data-keys]');
    if (!fold) return;
    fold.open = !fold.open;
    fold.querySelector('summary').focus();
  };

  const keys = { j: () => go(1), k: () => go(-1), o: open, '?': help };
  for (const key of 'acrpesmdxih') keys[key] = () => reach(key);

  // The letter of the key. Where the keyboard writes Arabic, the one that is printed beside it: in the place of a
  // keyboard with Latin letters, and of the French one where nothing else is in the way.
  const FRENCH = { KeyQ: 'a', Semicolon: 'm' };
  const nameOf = ({ key, code }) => {
    if (key === '?' || key === '\u061f') return '?';
    if (/^[a-z]$/i.test(key)) return key.toLowerCase();
    return /[\u0600-\u06ff\ufe70-\ufeff]/.test(key) ? FRENCH[code] || (/^Key([A-Z])$/.exec(code)?.[1] || '').toLowerCase() : '';
  };

  doc.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (inField(event.target)) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (ready && digit && doc.activeElement === ready.button) {
      // The first one says "choose".
      if (ready.reasons.options[digit]) ready.reasons.selectedIndex = Number(digit);
      event.preventDefault();
      return;
    }
    const act = keys[nameOf(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const live = doc.querySelector('[data-live]');
  if (live && window.EventSource) {
    const source = new EventSource(live.dataset.live);
    source.addEventListener('message', (event) => { live.textContent = event.data; });
  }
})();
