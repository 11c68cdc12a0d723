// What is said, in a line of our own below the player, how fast, and moments that can be gone to. Without this file the
// player's own captions stand, and a moment is a link to it.
(() => {
  const doc = document;
  const players = [...doc.querySelectorAll('[data-player]')].map((box) => ({
    media: box.querySelector('audio, video'),
    line: box.querySelector('[data-caption]'),
    row: box.querySelector('[data-tracks]'),
    pace: box.querySelector('[data-speeds]'),
    buttons: [...box.querySelectorAll('button[data-track]')],
    tracks: [],
  }));

  const show = ({ line, track }) => {
    const cues = [...(track?.activeCues || [])];
    const text = cues.map((cue) => cue.getCueAsHTML().textContent).join('\n');
    line.textContent = text;
    line.hidden = !text;
  };

  // One language, or none. A hidden track tells what is said and draws nothing itself.
  const choose = (player, language) => {
    player.track = null;
    for (const track of player.tracks) {
      const on = track.language === language && !player.track;
      if (on) player.track = track;
      track.mode = on ? 'hidden' : 'disabled';
    }
    const spoken = player.track?.language;
    player.line.lang = !spoken || spoken === 'und' ? '' : spoken;
    // Each line in its own direction; a cue may have several.
    player.line.style.unicodeBidi = 'plaintext';
    player.line.style.whiteSpace = 'pre-line';
    for (const button of player.buttons) button.setAttribute('aria-pressed', button.dataset.track === player.track?.language);
    show(player);
  };

  for (const player of players) {
    const { media, line, row, buttons, pace } = player;
    if (pace) {
      const speeds = [...pace.querySelectorAll('button')];
      pace.hidden = false;
      pace.addEventListener('click', ({ target }) => {
        const speed = target.closest('button')?.dataset.speed;
        // What is loaded later begins with the default.
        if (speed) media.defaultPlaybackRate = media.playbackRate = Number(speed);
      });
      // Also when it was chosen in the player's own menu.
      media.addEventListener('ratechange', () => {
        for (const button of speeds) button.setAttribute('aria-pressed', Number(button.dataset.speed) === media.playbackRate);
      });
    }
    if (!line || !row) continue;
    const list = media.textTracks;
    player.tracks = [...list];
    row.hidden = false;
    for (const track of player.tracks) {
      track.addEventListener('cuechange', () => { if (track === player.track) show(player); });
    }
    // Chosen in the player's own menu, or by the browser.
    const taken = () => {
      const shown = player.tracks.find((track) => track.mode === 'showing');
      if (shown) choose(player, shown.language);
    };
    let asked = false;
    for (const button of buttons) {
      button.addEventListener('click', () => {
        asked = true;
        choose(player, button.getAttribute('aria-pressed') === 'true' ? '' : button.dataset.track);
      });
    }
    media.addEventListener('play', () => { if (!asked && !player.track) choose(player, player.tracks[0]?.language); }, { once: true });
    list.addEventListener('change', taken);
    taken();
  }

  doc.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-seek]');
    if (!link || !players.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const near = link.closest('section')?.querySelector('audio, video');
    const media = near || (players.find((one) => !one.media.paused) || players[0]).media;
    event.preventDefault();
    media.currentTime = Number(link.dataset.seek);
    media.play()?.catch(() => {});
  });

  // The text that is being said.
  const lines = [...doc.querySelectorAll('[data-at]')];
  let now = null;
  players[0]?.media.addEventListener('timeupdate', ({ target }) => {
    const here = lines.filter((line) => Number(line.dataset.at) <= target.currentTime).pop() || null;
    if (here === now) return;
    now?.removeAttribute('aria-current');
    if (now) now.style.outline = '';
    now = here;
    here?.setAttribute('aria-current', 'true');
    if (here) here.style.outline = '2px solid';
  });
})();
