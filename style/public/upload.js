// Sends files for the library piece by piece (tus 1.0), so that a cut loses nothing. The form works without this file.
(() => {
  const doc = document;
  const form = doc.querySelector('form[data-tus]');
  const box = form?.querySelector('[data-sending]');
  if (!box) return;
  const field = form.querySelector('input[type="file"]');
  const [bar, said, hold] = ['progress', '[role="status"]', 'button'].map((what) => box.querySelector(what));
  const words = box.dataset;
  // A piece is what the line carries in about five seconds: a cut costs no more than that, and the bar moves.
  const LEAST = 256 << 10, MOST = 4 << 20, SECONDS = 5;
  let paused = false, busy = false, underWay = null, room = LEAST;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const ask = (method, url, headers, body, signal) =>
    fetch(url, { method, body, signal, credentials: 'same-origin', headers: { 'Tus-Resumable': '1.0.0', ...headers } });
  const tell = (word, more = '') => {
    const text = words[word] + more;
    if (said.textContent !== text) said.textContent = text;
  };
  const size = (bytes, of = words.mb) => of.replace('#', (bytes / 1e6).toFixed(1));

  // One that was begun before: the same name and length in the list.
  const begun = (file) => [...doc.querySelectorAll('tr[data-upload]')].find((row) =>
    row.dataset.size === String(file.size) && row.querySelector('th').textContent.trim() === file.name)?.dataset.upload;

  const begin = async (file) => {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const answer = await ask('POST', form.dataset.tus, { 'Upload-Length': file.size, 'Upload-Metadata': `filename ${name}` });
    if (answer.status !== 201) throw new Error(answer.status === 413 ? 'large' : 'failed');
    return answer.headers.get('Location');
  };

  const send = async (file) => {
    let url = begun(file), at = 0, sure = !url, tries = 0;
    url ??= await begin(file);
    while (at < file.size || !sure) {
      if (paused) {
        tell('paused');
        await wait(300);
        continue;
      }
      try {
        const since = performance.now();
        const piece = sure && file.slice(at, at + room);
        underWay = new AbortController();
        const answer = piece
          ? await ask('PATCH', url, { 'Upload-Offset': at, 'Content-Type': 'application/offset+octet-stream' }, piece, underWay.signal)
          : await ask('HEAD', url, {}, undefined, underWay.signal);
        if (![200, 204, 409, 423].includes(answer.status) && answer.status < 500) throw new TypeError('refused');
        if (!answer.ok) throw new Error('again');
        at = Number(answer.headers.get('Upload-Offset'));
        sure = true;
        tries = 0;
        bar.value = (at / file.size) * 100;
        const speed = piece && (piece.size * 1000) / Math.max(performance.now() - since, 1);
        if (speed) room = Math.min(Math.max(Math.round(speed * SECONDS), LEAST), MOST);
        const fast = speed ? ` \u2068${size(speed, words.speed)}\u2069` : '';
        tell('sending', ` \u2068${file.name}\u2069 \u2068${size(at)} / ${size(file.size)}\u2069${fast}`);
      } catch (error) {
        // She stopped it herself. How much of the piece came through is asked before the next one.
        if (error.name === 'AbortError') {
          sure = false;
          continue;
        }
        // What fetch itself throws is a cut; what we throw as refused is final.
        if (error.message === 'refused' || ++tries > 12) throw new Error('failed');
        tell('waiting');
        await wait(Math.min(1000 * 2 ** tries, 30000));
        sure = false;
      }
    }
  };

  field.multiple = true;
  const pause = hold.textContent;
  hold.addEventListener('click', () => {
    paused = !paused;
    hold.textContent = paused ? words.resume : pause;
    if (paused) underWay?.abort();
  });
  form.addEventListener('submit', async (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    box.hidden = false;
    // One that is too large keeps none of the others from being sent.
    const large = [];
    try {
      for (const file of field.files) {
        try {
          if (file.size > Number(form.dataset.most)) throw new Error('large');
          await send(file);
        } catch (error) {
          if (error.message !== 'large') throw error;
          large.push(` \u2068${file.name}\u2069`);
        }
      }
      busy = false;
      if (large.length) tell('large', large.join(''));
      else location.assign(`${form.getAttribute('action')}?done=received`);
    } catch {
      busy = false;
      tell('failed');
    }
  });
})();
