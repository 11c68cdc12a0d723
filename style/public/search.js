// The fields of the search: what offers titles while she types is loaded when she goes into one, and the form does its
// work without it. Addresses come from this script's own tag, so that nothing here depends on hashed names.
(() => {
  const { titles, sheet } = document.currentScript.dataset;
  for (const field of document.querySelectorAll('[data-suggest]')) {
    const before = field.value;
    const wake = () => import(titles).then((it) => it.start(field, sheet, before), () => {});
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-expanded', false);
    if (field === document.activeElement) wake();
    else field.addEventListener('focus', wake, { once: true });
  }
})();
