// Charts: the figure under the pointer in words, and which series are drawn. Every page does its work without this file:
// the table holds all figures.
(() => {
  for (const figure of document.querySelectorAll('.figure')) {
    const svg = figure.querySelector('.chart__svg');
    if (!svg) continue;
    const hits = [...figure.querySelectorAll('[data-say]')];
    if (hits.length) {
      const told = document.createElement('p');
      told.className = 'figure__source';
      // Whoever listens has the table: this only repeats it for the pointer.
      told.setAttribute('aria-hidden', 'true');
      told.textContent = '\u00a0';
      svg.closest('.chart').after(told);
      const tell = (event) => {
        let best = null;
        let near = Infinity;
        for (const hit of hits) {
          if (hit.getAttribute('visibility') === 'hidden') continue;
          const box = hit.getBoundingClientRect();
          const away = Math.hypot(box.x - event.clientX, (box.y - event.clientY) / 2);
          if (away < near) [best, near] = [hit, away];
        }
        told.textContent = best && near < 60 ? best.dataset.say : '\u00a0';
      };
      figure.addEventListener('pointermove', tell);
      figure.addEventListener('pointerdown', tell);
    }
    const items = [...figure.querySelectorAll('.legend__item')];
    if (!hits.length || items.length < 2 || items.length > 4) continue;
    items.forEach((item, n) => {
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.checked = true;
      const label = document.createElement('label');
      label.className = item.className;
      label.append(box, ...item.childNodes);
      item.className = '';
      item.append(label);
      box.addEventListener('change', () => {
        for (const mark of svg.querySelectorAll(`.series-${n + 1}`)) {
          mark.setAttribute('visibility', box.checked ? 'visible' : 'hidden');
        }
      });
    });
  }
})();
