// Titles while she types: a combobox with a list of links, in a field of the search. `search.js` loads this file when she
// goes into one. Neither what she types nor what comes is kept.
const WAIT = 200;
// Fewer letters begin too many words; the server asks for as many.
const FEWEST = 3;
let lists = 0;

const made = (tag, attributes, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
};

/** Wakes a field that held `before` when the page came. */
export function start(field, sheet, before) {
  if (!lists) document.head.append(made('link', { rel: 'stylesheet', href: sheet }));
  const id = `suggestions-${++lists}`;
  const list = made('div', { id, role: 'listbox', class: 'suggestions', hidden: '' });
  const told = made('p', { role: 'status', class: 'visually-hidden' });
  field.form.append(list, told);
  field.setAttribute('aria-controls', id);
  let timer;
  let asking;
  let at = -1;

  const point = (next) => {
    at = next;
    [...list.children].forEach((option, n) => option.setAttribute('aria-selected', n === at));
    const option = list.children[at];
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
  };

  const show = (label, said, offers) => {
    list.setAttribute('aria-label', label);
    list.replaceChildren(...offers.map(({ href, lang, title, kind }, n) => made(
      'a',
      { id: `${id}-${n}`, role: 'option', class: 'suggestion', href, hreflang: lang, tabindex: -1 },
      made('span', { lang, dir: 'auto' }, title), ' ',
      made('span', { class: 'suggestion__kind' }, kind),
    )));
    list.hidden = !offers.length;
    field.setAttribute('aria-expanded', !list.hidden);
    told.textContent = said;
    point(-1);
  };

  // Also forgets what was asked and has not come.
  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    show('', '', []);
  };

  const look = async () => {
    const text = field.value.trim();
    if (text.length < FEWEST) return close();
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: mine.signal });
      const { label, told: said, list: offers } = await answer.json();
      if (!mine.signal.aborted) show(label, said, offers);
    } catch {
      // Refused, or no line; what was given up is none of this answer's business.
      if (!mine.signal.aborted) close();
    }
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });

  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const last = list.children.length - 1;
    if (event.key === 'ArrowDown') {
      if (list.hidden) look();
      else point(at < last ? at + 1 : -1);
    } else if (list.hidden) return;
    else if (event.key === 'ArrowUp') point(at < 0 ? last : at - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && list.children[at]) list.children[at].click();
    else return;
    event.preventDefault();
  });

  // The field keeps the focus, and the keyboard of a phone stays where it is.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  field.form.addEventListener('focusout', ({ relatedTarget: to }) => {
    if (to !== field && !list.contains(to)) close();
  });
  field.form.addEventListener('submit', close);
  // Nothing stands open when she comes back to a page that was kept in memory.
  addEventListener('pagehide', close);

  if (field.value !== before) look();
}
