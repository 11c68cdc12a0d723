// On the page that shows a receipt: printing, and hearing its digits one after the other. What it needs is shown by it, so that
// nothing stands there without it. The digits never leave the page: all of them are in one sound.
(() => {
  const doc = document;
  const { dataset } = doc.documentElement;
  const print = doc.querySelector('button[data-print]');
  // A computer that everybody uses prints only where the desk allows it.
  if (print && (!('kiosk' in dataset) || 'print' in dataset)) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }

  const hear = doc.querySelector('[data-digits]');
  if (!hear) return;
  const { digits, sound, slot } = hear.dataset;
  const player = new Audio();
  player.preload = 'none';
  player.src = sound;
  const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
  const seek = (to) => new Promise((done) => {
    player.addEventListener('seeked', done, { once: true });
    player.currentTime = to;
  });
  let turn = 0;
  const read = async () => {
    turn += 1;
    const mine = turn;
    // Once to its end of loading, or there is nothing to go to.
    await player.play();
    player.pause();
    for (const [at, digit] of [...digits].entries()) {
      if (turn !== mine) return;
      await seek(digit * slot);
      await player.play();
      await wait(slot - 0.05);
      if (turn !== mine) return;
      player.pause();
      if (at % 4 === 3) await wait(0.7);
    }
  };
  hear.hidden = false;
  hear.addEventListener('click', () => { read().catch(() => {}); });
})();
