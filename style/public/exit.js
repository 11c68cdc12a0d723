// Leave at once: spec/safety A1. Works without wasm.
(() => {
  const doc = document;
  let presses = 0, timer, asModifier, target;

  const tell = (expired) => doc.dispatchEvent(
    new CustomEvent('jusoor:exit-progress', { cancelable: true, detail: { left: 3 - presses, expired } }));

  const go = () => {
    doc.body.classList.add('is-leaving');
    doc.body.hidden = true;
    location.replace(target);
  };

  const leave = (link) => {
    if (!link || target) return;
    presses = 3;
    // A computer that everybody uses ends the visit in its own way.
    if (!tell(false)) return;
    target = link.href;
    const cover = doc.createElement('div');
    cover.className = 'exit-overlay';
    cover.setAttribute('role', 'alert');
    doc.documentElement.append(cover);
    cover.textContent = doc.title = link.dataset.exitOverlay || '\u2026';
    go();
  };

  const reset = () => {
    clearTimeout(timer);
    if (presses) tell(true);
    presses = 0;
  };

  const on = (type, run) => doc.addEventListener(type, (event) => {
    if (event.isComposing || event.repeat) return;
    run(event, event.key, event.target.closest?.('a[data-exit]'));
  }, true);

  on('click', (event, key, link) => {
    if (link) event.preventDefault();
    leave(link);
  });

  on('keydown', (event, key, link) => {
    // Alt+Shift and Ctrl+Shift change the keyboard's language.
    if (key === 'Shift') asModifier = event.altKey || event.ctrlKey || event.metaKey;
    else if (event.shiftKey) asModifier = true;
    if (key === ' ' && link) {
      event.preventDefault();
      leave(link);
    }
  });

  on('keyup', (event, key) => {
    const shift = key === 'Shift';
    if (shift && !asModifier) {
      clearTimeout(timer);
      if (++presses > 2) return leave(doc.querySelector('.exit'));
      tell(false);
      timer = setTimeout(reset, 5000);
    } else reset();
    asModifier = !shift && event.shiftKey;
  });

  // Back to a page kept in memory: it stays blank and leaves again.
  addEventListener('pageshow', (event) => {
    if (event.persisted && target) go();
  });
})();
