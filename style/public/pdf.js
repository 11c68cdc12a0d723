// A PDF drawn with PDF.js when she asks for it. The plain page stays below, turns along, and remains where this fails.
// Nothing is added to the history.
(() => {
  const doc = document;
  const root = doc.querySelector('[data-pdf]');
  const box = root?.querySelector('[data-reader]');
  if (!box) return;
  const sheet = box.querySelector('[data-sheet]');
  const said = box.querySelector('[role="status"]');
  const all = (what, where = root) => [...where.querySelectorAll(what)];
  const words = box.dataset;
  const last = Number(root.dataset.pages);
  let here = Number(root.dataset.page), zoom = 1, turns = 0, task, file, work, width;

  const at = (page) => {
    const url = new URL(location.href);
    url.searchParams.set('page', page);
    return url.pathname + url.search;
  };
  const named = () => {
    const page = Number(/^#page=(\d+)/.exec(location.hash)?.[1]);
    if (page && page <= last && page !== here) location.replace(at(page));
  };

  class Decoders {
    async fetch({ filename }) {
      const answer = await fetch(words[filename.split('.')[0]]);
      if (!answer.ok) throw answer;
      return new Uint8Array(await answer.arrayBuffer());
    }
  }

  const plain = (leaf, hidden) => all('[data-picture]', leaf).forEach((one) => {
    one.hidden = hidden;
    one.firstElementChild.loading = 'lazy';
  });
  const mode = (on) => {
    all('[data-opened]').forEach((one) => { one.hidden = !on; });
    all('[data-closed]').forEach((one) => { one.hidden = on; });
    plain(root, on);
  };
  const close = () => {
    const inside = box.contains(doc.activeElement);
    turns += 1;
    task?.destroy();
    task = file = null;
    sheet.replaceChildren();
    said.textContent = '';
    mode(false);
    if (inside) box.querySelector('[data-act="open"]').focus();
  };

  const fail = (turn) => {
    if (turn !== turns) return;
    close();
    said.textContent = words.failed;
  };

  const draw = async (number, turn) => {
    const page = await file.getPage(number);
    if (turn !== turns) throw turn;
    const whole = page.getViewport({ scale: 1 });
    width = sheet.clientWidth;
    const scale = (width / whole.width) * zoom;
    // Sharp, but within what a telephone can hold.
    const sharp = Math.min(devicePixelRatio, 2, Math.sqrt(8e6 / (whole.width * whole.height)) / scale);
    const viewport = page.getViewport({ scale: scale * sharp });
    const canvas = doc.createElement('canvas');
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    canvas.style.display = 'block';
    canvas.style.inlineSize = `${whole.width * scale}px`;
    canvas.role = 'img';
    work?.cancel();
    work = page.render({ canvas, viewport });
    await work.promise;
    return canvas;
  };
  const read = async (number) => {
    const answer = await fetch(at(number));
    if (!answer.ok) throw answer;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  const show = async (number) => {
    if (!(number >= 1 && number <= last)) return;
    const turn = (turns += 1);
    try {
      const [canvas, page] = await Promise.all([draw(number, turn), number === here ? null : read(number)]);
      if (turn !== turns) return;
      if (page) {
        const old = root.querySelector('[data-leaf]');
        const leaf = page.querySelector('[data-leaf]');
        const inside = old.contains(doc.activeElement);
        plain(leaf, true);
        old.replaceWith(leaf);
        history.replaceState(history.state, '', at(number));
        doc.title = page.title;
        all('input[name="page"]').forEach((one) => { one.value = number; });
        here = number;
        if (inside) sheet.focus();
      }
      said.textContent = canvas.ariaLabel = root.querySelector('[data-here]').textContent;
      sheet.replaceChildren(canvas);
      if (page) sheet.scrollIntoView();
    } catch {
      fail(turn);
    }
  };
  const open = async () => {
    const turn = (turns += 1);
    said.textContent = words.loading;
    try {
      const library = await import(words.pdfLib);
      if (turn !== turns) return;
      library.GlobalWorkerOptions.workerSrc = words.pdfWorker;
      // Only the pieces that her page needs; no code out of the file.
      task = library.getDocument({
        url: root.dataset.pdf, disableAutoFetch: true, disableStream: true, isEvalSupported: false, useWorkerFetch: false,
        WasmFactory: Decoders, verbosity: 0,
      });
      file = await task.promise;
      mode(true);
      sheet.focus();
      show(here);
    } catch {
      fail(turn);
    }
  };
  const size = (by) => {
    zoom = Math.min(4, Math.max(0.5, zoom * by));
    show(here);
  };

  const acts = { open, close, larger: () => size(1.25), smaller: () => size(0.8) };
  box.addEventListener('click', (event) => acts[event.target.closest('[data-act]')?.dataset.act]?.());
  root.addEventListener('click', (event) => {
    const link = event.target.closest('[data-leaf] a[href]');
    const page = link && Number(new URL(link.href).searchParams.get('page'));
    if (!file || !page || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(page);
  });
  root.addEventListener('submit', (event) => {
    const field = event.target.querySelector('#to-page');
    if (!file || !field) return;
    event.preventDefault();
    show(Number(field.value));
  });
  sheet.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A page wider than its place is moved by the arrows first.
    const on = sheet.scrollWidth > sheet.clientWidth + 1 ? 0 : sheet.dir === 'rtl' ? -1 : 1;
    const turn = { ArrowRight: on, ArrowLeft: -on, Home: 1 - here, End: last - here }[event.key];
    const by = { '+': 1.25, '=': 1.25, '-': 0.8 }[event.key];
    if (!turn && !by) return;
    event.preventDefault();
    if (by) size(by);
    else show(here + turn);
  });
  addEventListener('resize', () => { if (file && sheet.clientWidth !== width) show(here); });
  addEventListener('hashchange', named);
  named();
  box.hidden = false;
})();
