// Makes the files of the starter shelf that the server cannot make itself: a tagged PDF of each guide, and the recordings
// with their captions and text. Run by hand when a text was changed, and commit what comes out:
//   node end2end/support/starter-files.mjs [guides] [pdf] [audio] [NAME …]
// `guides` compiles guides out of our own articles; a NAME such as `doctor` or `unit.fr` leaves the others as they are.
// Needs chromium, the Noto Arabic fonts (fonts-noto-core; else the portal's own is used), espeak-ng and ffmpeg. PDFs carry
// the moment at which they were made, so that they differ each time.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SHELF = fileURLToPath(new URL('../../migrations/content/library', import.meta.url));
const CONTENT = join(SHELF, '..');
const LOCALES = fileURLToPath(new URL('../../app/i18n/locales', import.meta.url));
const FONTS = fileURLToPath(new URL('../../style/public/fonts', import.meta.url));
const STEPS = ['guides', 'pdf', 'audio'];
const WANTED = process.argv.slice(2).filter((one) => STEPS.includes(one));
const NAMES = process.argv.slice(2).filter((one) => !STEPS.includes(one));
/** Guides whose every sentence stands in an article; what is `careful` begins with what a stored file may tell. */
const COMPILED = [
  { name: 'doctor', article: 'seedoctor', careful: true },
  { name: 'domestic', article: 'domesticwork' },
  { name: 'assoc', article: 'formassoc' },
];
const work = mkdtempSync(join(tmpdir(), 'starter-'));
const sources = (folder) =>
  readdirSync(join(SHELF, folder))
    .filter((name) => name.endsWith('.json') && (!NAMES.length || NAMES.some((one) => name.startsWith(`${one}.`))))
    .map((name) => ({ at: join(SHELF, folder, name.slice(0, -5)), ...read(join(SHELF, folder, name)) }));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** What stands between the quotes of a key below `[language]` in guide.toml. */
function word(language, key) {
  const toml = readFileSync(join(SHELF, 'guides/guide.toml'), 'utf8');
  const part = toml.split(/^\[(.*)\]$/m);
  const found = new RegExp(`^${key} = "(.*)"$`, 'm').exec(part[part.indexOf(language) + 1] ?? '');
  if (!found) throw new Error(`guide.toml has no ${key} in ${language}`);
  return found[1];
}

/** A word of the portal's pages. */
function said(language, key) {
  const found = new RegExp(`^${key} = (.*)$`, 'm').exec(readFileSync(join(LOCALES, language, 'content.ftl'), 'utf8'));
  if (!found) throw new Error(`content.ftl has no ${key} in ${language}`);
  return found[1];
}

/** The head of an article: strings, lists of strings, tables of them. Our articles have nothing else that matters here. */
function head(toml) {
  const whole = { procedure: { steps: [] }, sources: [] };
  let into = whole;
  for (const [, table, key, value] of toml.matchAll(/^\[+(.*?)\]+$|^(\w+) = ("[^\n]*"|\[[^\]]*\]|[^\n]*)$/gm)) {
    if (table === 'procedure') into = whole.procedure;
    else if (table) {
      into = {};
      (table === 'sources' ? whole.sources : whole.procedure.steps).push(into);
    } else into[key] = JSON.parse(value.replace(/,\s*\]$/, ']'));
  }
  return whole;
}

/** A line of an article without its marks. The number of a source stays: it stands before the source too. */
const bare = (text) =>
  text.replace(/\[\^(\d+)\]/g, ' [$1]').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');

/** The text of an article in parts: what stands before its first heading comes back as `first`. */
function body(markdown) {
  const [first = '', ...rest] = markdown.split(/^## /m);
  const read = (text) => {
    const [paragraphs, points] = [[], []];
    for (const block of text.split('\n').map((line) => line.replace(/^>\s?/, '').trim())) {
      if (block === '' || block === '[!NOTE]') continue;
      if (/^[|#]|^\d+\. /.test(block)) throw new Error(`this cannot be compiled: ${block}`);
      if (block.startsWith('- ')) points.push(bare(block.slice(2)));
      // The edition writes paragraphs before points.
      else paragraphs.push(bare(block));
    }
    return { ...(paragraphs.length && { paragraphs }), ...(points.length && { points }) };
  };
  return {
    first: read(first).paragraphs ?? [],
    parts: rest.map((part) => {
      const [title, ...lines] = part.split('\n');
      return { title: title.trim(), ...read(lines.join('\n')) };
    }),
  };
}

function compile({ name, article, careful }, language) {
  const [, toml, markdown] = readFileSync(join(CONTENT, language, 'articles', `${article}.md`), 'utf8').split(/^\+\+\+$/m);
  const { title, checked_on, procedure, sources: origins } = head(toml);
  const { first, parts } = body(markdown);
  const unit = careful ? [read(join(SHELF, `guides/unit.${language}.json`)).parts[0].paragraphs[1]] : [];
  const one = (key, paragraphs) => ({ title: said(language, `procedure-${key}`), paragraphs });
  const numbered = markdown.includes('[^');
  const guide = {
    language,
    title,
    date: checked_on,
    parts: [
      one('for-whom', [procedure.for_whom, ...first, ...unit]),
      { title: said(language, 'procedure-papers'), points: procedure.papers },
      one('where', [procedure.where_to_go]),
      { title: said(language, 'procedure-steps'), steps: procedure.steps.map((step) => `${step.title}. ${step.text}`) },
      one('cost', [procedure.cost]),
      one('time', [procedure.time]),
      one('if-refused', [procedure.if_refused]),
      ...parts,
    ],
    sources_title: read(join(SHELF, `guides/unit.${language}.json`)).sources_title,
    sources: origins.map((source, at) => ({ ...source, title: numbered ? `[${at + 1}] ${source.title}` : source.title })),
  };
  const path = join(SHELF, 'guides', `${name}.${language}.json`);
  writeFileSync(path, `${JSON.stringify(guide, null, 2)}\n`);
  console.log(path);
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const list = (tag, entries = []) =>
  entries.length ? `<${tag}>${entries.map((one) => `<li>${escape(one)}</li>`).join('')}</${tag}>` : '';
const day = (iso) => iso.split('-').reverse().join('/');

/** The portal's own font, for machines without Noto's package. Inlined: a page on disk may not read another file. */
const face = (weight) =>
  `@font-face { font-family: Shelf; font-weight: ${weight}; src: url(data:font/woff2;base64,` +
  `${readFileSync(join(FONTS, `noto-sans-arabic-${weight}.woff2`)).toString('base64')}); }`;

/** A guide as one page for paper; `editions/html.rs` makes the one for the screen. */
function page(source) {
  // Vowel marks are taken out: Chromium writes them before their letter, which breaks words for who copies or searches.
  const guide = JSON.parse(JSON.stringify(source).replace(/[\u064b-\u0652]/g, ''));
  const { language: lang } = guide;
  const parts = guide.parts.map(
    (part) =>
      `<section><h2>${escape(part.title)}</h2>${(part.paragraphs ?? []).map((p) => `<p>${escape(p)}</p>`).join('')}` +
      `${list('ul', part.points)}${list('ol', part.steps)}</section>`,
  );
  const checked = word(lang, 'checked').replace(/[\u064b-\u0652]/g, '');
  const origins = guide.sources.map(
    (one) =>
      `<li>${escape(one.title)} · ${escape(one.publisher)} · ${checked} <bdi>${day(one.checked_on)}</bdi><br>` +
      `<a href="${escape(one.url)}"><bdi dir="ltr">${escape(one.url)}</bdi></a></li>`,
  );
  return (
    `<!DOCTYPE html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">` +
    `<title>${escape(guide.title)}</title><style>
      ${lang === 'ar' ? face(400) + face(700) : ''}
      @page { size: A4; margin: 18mm 20mm; }
      body { font: 12pt/1.7 "Noto Sans", "DejaVu Sans", sans-serif; color: #000; }
      [dir='rtl'] body { font-family: "Noto Naskh Arabic", Shelf, "Noto Sans", "DejaVu Sans", sans-serif; font-size: 13pt;
        /* Dots drawn apart from their letters would be read as spaces. */
        font-feature-settings: "ccmp" 0; }
      h1 { font-size: 1.6em; line-height: 1.4; margin: 0 0 .6em; }
      h2 { font-size: 1.2em; margin: 1.1em 0 .3em; break-after: avoid; }
      p, ul, ol { margin: 0 0 .5em; }
      ul, ol { padding-inline-start: 1.6em; }
      li { break-inside: avoid; }
      .sources, footer { font-size: .82em; }
      a { color: #000; overflow-wrap: anywhere; }
      footer { border-top: 1px solid; margin-top: 1.2em; padding-top: .5em; }
    </style></head><body><header><h1>${escape(guide.title)}</h1></header><main>${parts.join('')}` +
    `<section class="sources"><h2>${escape(guide.sources_title)}</h2><ul>${origins.join('')}</ul></section></main>` +
    `<footer><p>${escape(word(lang, 'note').replace(/[\u064b-\u0652]/g, ''))}</p></footer></body></html>`
  );
}

function pdf(guide) {
  const html = join(work, 'guide.html');
  writeFileSync(html, page(guide));
  execFileSync('chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(work, 'profile')}`,
    '--no-pdf-header-footer',
    // So that its fonts are there.
    '--virtual-time-budget=10000',
    '--generate-pdf-document-outline',
    `--print-to-pdf=${guide.at}.pdf`,
    pathToFileURL(html).href,
  ], { stdio: ['ignore', 'ignore', 'ignore'], timeout: 120_000 });
  const made = readFileSync(`${guide.at}.pdf`);
  if (!made.includes('/MarkInfo')) throw new Error(`${guide.at}.pdf is not tagged`);
  if (made.toString('latin1').split('/FontFile2').length < 3) throw new Error(`${guide.at}.pdf lacks its letters`);
  console.log(`${guide.at}.pdf ${made.length}`);
}

/** The sound in a WAVE file of espeak-ng: what follows its header of 44 bytes. */
function speak([voice, speed], text) {
  const wav = join(work, 'line.wav');
  execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '-p', '45', '-g', '1', '-w', wav, text]);
  const bytes = readFileSync(wav);
  return { rate: bytes.readUInt32LE(24), sound: bytes.subarray(44) };
}

const clock = (seconds) => {
  const two = (n) => String(Math.floor(n)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(Math.floor((seconds % 1) * 1000)).padStart(3, '0')}`;
};

function recording(text) {
  const rate = speak(text.voice, 'ا').rate;
  const silence = (ms) => Buffer.alloc(Math.round((rate * ms) / 1000) * 2);
  const sound = [];
  let length = 0;
  const add = (bytes) => {
    sound.push(bytes);
    length += bytes.length;
  };
  const now = () => length / 2 / rate;
  const cues = [];
  const starts = [];
  for (const segment of text.segments) {
    starts.push([Math.floor(now()), segment.title]);
    for (const [shown, spoken] of segment.lines) {
      const from = now();
      add(speak(text.voice, spoken).sound);
      cues.push(`${clock(from)} --> ${clock(now())}\n${shown}\n`);
      add(silence(300));
    }
    // So that a part begins on a whole second at or before its first word.
    add(silence(700 + (1000 - (((now() + 0.7) * 1000) % 1000))));
  }
  const wav = join(work, 'whole.wav');
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(length, 40);
  writeFileSync(wav, Buffer.concat([head, ...sound]));
  const encode = '-ac 1 -ar 22050 -codec:a libmp3lame -b:a 32k -map_metadata -1 -fflags +bitexact -flags:a +bitexact -id3v2_version 0';
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', wav, ...encode.split(' '), `${text.at}.mp3`]);
  writeFileSync(`${text.at}.vtt`, `WEBVTT\n\n${cues.join('\n')}`);
  const written = text.segments.map(({ title, lines }) => `## ${title}\n\n${lines.map(([shown]) => shown).join(' ')}\n`);
  writeFileSync(`${text.at}.md`, written.join('\n'));
  console.log(`${text.at}.mp3 ${readFileSync(`${text.at}.mp3`).length}, ${Math.round(now())} seconds`);
  for (const [second, title] of starts) console.log(`  ${second}: ${title}`);
}

try {
  if (!WANTED.length || WANTED.includes('guides')) {
    for (const guide of COMPILED.filter(({ name }) => !NAMES.length || NAMES.includes(name))) {
      for (const language of ['ar', 'fr']) compile(guide, language);
    }
  }
  if (!WANTED.length || WANTED.includes('pdf')) sources('guides').forEach(pdf);
  if (!WANTED.length || WANTED.includes('audio')) sources('audio').forEach(recording);
} finally {
  rmSync(work, { recursive: true, force: true });
}
