// Where she is in a book or a recording: on this device alone, and only when she asks for it. Never on a computer that
// everybody uses: there the document says `data-kiosk`. Without this file nothing of it is shown.
(() => {
  const doc = document.documentElement;
  const box = document.querySelector('[data-place]');
  if (!box || 'kiosk' in doc.dataset) return;
  const key = `place:${box.dataset.place}`;
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(key));
  } catch {
    return;
  }
  const [remember, forget] = box.querySelectorAll('button');
  const link = box.querySelector('a');
  const media = [...document.querySelectorAll('[data-player] audio, [data-player] video')];
  const file = (one) => one.getAttribute('src').split(/[?#]/)[0];
  // The address follows her when `pdf.js` turns a page.
  const page = () => location.pathname + location.search;

  const write = (place) => {
    kept = place;
    try {
      if (place) localStorage.setItem(key, JSON.stringify(place));
      else localStorage.removeItem(key);
    } catch { /* full, or shut */ }
    remember.hidden = Boolean(place);
    forget.hidden = !place;
    link.hidden = !place;
    if (place?.page) link.href = `${place.page}#place`;
  };
  const here = (one = media.find((each) => each.currentTime) || media[0]) =>
    one ? { file: file(one), second: Math.floor(one.currentTime) } : { page: page(), part: scrollY / doc.scrollHeight };
  const scroll = () => scrollTo(0, kept.part * doc.scrollHeight);
  // A page that was only opened is no place, and neither is the one she leaves for her place.
  let moved = false;

  remember.addEventListener('click', () => write(here()));
  forget.addEventListener('click', () => write(null));
  link.addEventListener('click', (event) => {
    moved = false;
    if (!media.length && kept.page !== page()) return;
    event.preventDefault();
    if (!media.length) {
      scroll();
      return;
    }
    const one = media.find((each) => file(each) === kept.file) || media[0];
    one.currentTime = kept.second;
    one.scrollIntoView();
    one.play()?.catch(() => {});
  });
  for (const one of media) {
    one.addEventListener('timeupdate', () => {
      const place = here(one);
      if (kept && (place.file !== kept.file || Math.abs(place.second - kept.second) > 4)) write(place);
    });
  }
  if (!media.length) {
    if (kept?.page === page() && location.hash === '#place') scroll();
    for (const way of ['wheel', 'touchmove', 'keydown']) {
      addEventListener(way, () => { moved = true; }, { passive: true });
    }
    addEventListener('pagehide', () => { if (kept && moved) write(here()); });
  }
  write(kept);
  box.hidden = false;
})();
