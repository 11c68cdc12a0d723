// Letters on the screen, Arabic and French, for a computer that everybody uses. Without this file there is nothing of it.
(() => {
  const doc = document;
  const { label, close, back, space, line, shift } = doc.currentScript.dataset;
  const LAYOUTS = {
    ar: ['1234567890', 'ضصثقفغعهخحجد', 'شسيبلاتنمكطذ', 'ئءؤرىةوزظأإآ', '\u064E\u064F\u0650\u0651\u0652\u064B\u060C\u061B\u061F.:-@'],
    fr: ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbnéèêàçùô', "'’-,.;:?!@/"],
  };
  const KINDS = ['text', 'search', 'password', 'tel', 'url'];
  let field, capitals = false, lang = doc.documentElement.lang === 'ar' ? 'ar' : 'fr';

  const isText = (one) => one && !one.readOnly && !one.disabled
    && (one.localName === 'textarea' || (one.localName === 'input' && KINDS.includes(one.type)));
  const make = (text, run, name = 'keyboard__key', title = '') => {
    const button = doc.createElement('button');
    button.type = 'button';
    button.className = name;
    button.textContent = text;
    if (title) button.setAttribute('aria-label', title);
    // The field keeps the focus and its place.
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    button.addEventListener('click', run);
    return button;
  };
  const put = (text, before = 0) => {
    if (!isText(field) || !field.isConnected) return;
    const { selectionStart: start, selectionEnd: end, value, maxLength } = field;
    if (text && maxLength >= 0 && value.length - (end - start) + text.length > maxLength) return;
    const last = before && start === end ? ([...value.slice(0, start)].at(-1) ?? '') : '';
    field.setRangeText(text, start - last.length, end, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  };

  const panel = doc.createElement('div');
  panel.className = 'keyboard';
  panel.setAttribute('role', 'group');
  panel.setAttribute('aria-label', label);
  panel.hidden = true;
  const draw = () => {
    const rows = LAYOUTS[lang].map((keys) => {
      const row = doc.createElement('div');
      row.className = 'keyboard__row';
      row.dir = lang === 'ar' ? 'rtl' : 'ltr';
      row.lang = lang;
      const all = [...keys].map((key) => (capitals ? key.toLocaleUpperCase('fr') : key));
      // A mark over letters is shown on a stroke that carries it.
      row.append(...all.map((key) => make(/\p{M}/u.test(key) ? `\u0640${key}` : key, () => put(key))));
      return row;
    });
    const last = doc.createElement('div');
    last.className = 'keyboard__row';
    const wide = 'keyboard__key keyboard__key--wide';
    last.append(make(lang === 'ar' ? 'Français' : 'العربية', () => { lang = lang === 'ar' ? 'fr' : 'ar'; capitals = false; draw(); }, wide));
    if (lang === 'fr') last.append(make(shift, () => { capitals = !capitals; draw(); }, wide));
    last.append(make(space, () => put(' '), wide));
    if (field?.localName === 'textarea') last.append(make(line, () => put('\n'), wide));
    last.append(make(back, () => put('', 1), wide), make(close, () => show(false), wide));
    panel.replaceChildren(...rows, last);
  };
  const toggle = make(`\u2328 ${label}`, () => show(panel.hidden), 'keyboard-toggle button button--secondary');
  const show = (now) => {
    panel.hidden = !now;
    toggle.setAttribute('aria-expanded', String(now));
    if (now) draw();
    if (now) field?.scrollIntoView({ block: 'center' });
  };

  doc.addEventListener('focusin', ({ target }) => {
    if (!isText(target)) return;
    field = target;
    toggle.hidden = false;
    if (!panel.hidden) draw();
  });
  toggle.hidden = true;
  toggle.setAttribute('aria-expanded', 'false');
  doc.body.append(toggle, panel);
})();
