// The desk by keyboard, and how much waits while it changes. Every page does its work without this file.
(() => {
  const doc = document;
  const inField = (el) => el.closest?.('input, textarea, select, [contenteditable]');
  const items = () => [...doc.querySelectorAll('.queue-item')];
  const here = () => doc.activeElement?.closest('.queue-item') || (items().length === 1 ? items()[0] : null);
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

  const reach = (key) => {
    const from = here() || items()[0];
    const button = from?.querySelector(`button[data-key="${key}"]`) || doc.querySelector(`.panel button[data-key="${key}"]`);
    if (!button) return;
    const fold = button.closest('details');
    if (fold) fold.open = true;
    const reasons = fold?.hasAttribute('data-reasons') && fold.querySelector('select[name="reason"]');
    ready = reasons ? { reasons, button } : null;
    button.focus();
  };

  const open = () => {
    const from = here() || items()[0];
    const link = from?.querySelector('a[data-open]');
    if (link) return link.click();
    const fold = from?.querySelector('details[data-fold]');
    if (fold) fold.open = !fold.open;
  };

  const help = () => {
    const fold = doc.querySelector('details[data-keys]');
    if (!fold) return;
    fold.open = !fold.open;
    fold.querySelector('summary').focus();
  };

  const keys = {
    j: () => go(1), k: () => go(-1), o: open, a: () => reach('a'), c: () => reach('c'), r: () => reach('r'),
    s: () => reach('s'), '?': help,
  };

  // The letter of the key, also where the keyboard writes Arabic; and the digit, also where it needs Shift.
  const nameOf = ({ key, code }) => {
    if (key === '?' || key === '\u061f') return '?';
    return /^[a-z]$/.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] || '').toLowerCase();
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
