// Sends files for the library piece by piece (tus 1.0), so that a cut loses nothing. The form works without this file.
(() => {
  const doc = document;
  const form = doc.querySelector('form[data-tus]');
  const box = form?.querySelector('[data-sending]');
  if (!box) return;
  const field = form.querySelector('input[type="file"]');
  const [bar, said, hold] = ['progress', '[role="status"]', 'button'].map((what) => box.querySelector(what));
  const words = box.dataset;
  const PIECE = 4 << 20;
  let paused = false, busy = false;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const ask = (method, url, headers, body) =>
    fetch(url, { method, body, credentials: 'same-origin', headers: { 'Tus-Resumable': '1.0.0', ...headers } });
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
        const piece = sure && file.slice(at, at + PIECE);
        const answer = piece
          ? await ask('PATCH', url, { 'Upload-Offset': at, 'Content-Type': 'application/offset+octet-stream' }, piece)
          : await ask('HEAD', url);
        if (![200, 204, 409, 423].includes(answer.status) && answer.status < 500) throw new TypeError('refused');
        if (!answer.ok) throw new Error('again');
        at = Number(answer.headers.get('Upload-Offset'));
        sure = true;
        tries = 0;
        bar.value = (at / file.size) * 100;
        const speed = piece ? ` \u2068${size((piece.size * 1000) / (performance.now() - since), words.speed)}\u2069` : '';
        tell('sending', ` \u2068${file.name}\u2069 \u2068${size(at)} / ${size(file.size)}\u2069${speed}`);
      } catch (error) {
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
  });
  form.addEventListener('submit', async (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    box.hidden = false;
    try {
      for (const file of field.files) {
        if (file.size > Number(form.dataset.most)) throw new Error('large');
        await send(file);
      }
      busy = false;
      location.assign(`${form.getAttribute('action')}?done=received`);
    } catch (error) {
      busy = false;
      tell(error.message === 'large' ? 'large' : 'failed');
    }
  });
})();
