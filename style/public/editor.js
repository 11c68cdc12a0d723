// Help while a text is written at the desk: tools, keys, paste that keeps structure, a live preview by the server, and
// what she writes kept as she goes. The form works without this file; all words come from the page.
(() => {
  const doc = document;
  const [hook, place, form, area] =
    ['editor-tools', 'editor-hook', 'article-form', 'article-source'].map((id) => doc.getElementById(id));
  if (!hook || !form || !area) return;
  const words = hook.dataset;
  const [status, count, pane, show] =
    ['status', 'count', 'preview', 'show'].map((name) => hook.querySelector(`[data-${name}]`));

  // Changes as typing does, so that it can be undone.
  const put = (from, to, text, start, end = start) => {
    area.focus();
    area.setSelectionRange(from, to);
    if (!doc.execCommand('insertText', false, text)) {
      area.setRangeText(text, from, to, 'end');
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
    area.setSelectionRange(start, end);
  };

  const wrap = (mark) => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const n = mark.length;
    const text = value.slice(from, to);
    if (value.slice(from - n, from) === mark && value.slice(to, to + n) === mark) {
      put(from - n, to + n, text, from - n, to - n);
    } else put(from, to, mark + text + mark, from + n, to + n);
  };

  // Every line that is touched.
  const lines = (change) => {
    const { selectionStart, selectionEnd, value } = area;
    const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
    const next = value.indexOf('\n', selectionEnd);
    const to = next < 0 ? value.length : next;
    const text = change(value.slice(from, to).split('\n')).join('\n');
    put(from, to, text, from, from + text.length);
  };
  const without = (line) => line.replace(/^(#{1,6} |[-*+] |\d+[.)] |> )/, '');
  const toggle = (start, is) => {
    const { selectionStart, value } = area;
    const first = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1);
    const off = is.test(first);
    lines((all) => all.map((line, at) => (off ? '' : start(at)) + without(line)));
  };

  const heading = () => lines((all) => all.map((line) => {
    const level = /^(#*) /.exec(line)?.[1].length ?? 0;
    return (level < 2 ? '## ' : level === 2 ? '### ' : '') + without(line);
  }));
  const callout = () => lines((all) => (/^> /.test(all[0])
    ? all.filter((line) => !/^> \[!\w+\]/.test(line)).map(without)
    : ['> [!NOTE]', ...all.map((line) => `> ${line}`)]));
  const link = () => {
    const { selectionStart: from, selectionEnd: to, value } = area;
    const text = value.slice(from, to);
    const isAddress = /^(https?:|mailto:|tel:)\S+$/.test(text);
    const label = isAddress || !text ? words.linkWords : text;
    const address = isAddress ? text : 'https://';
    const at = from + (isAddress || !text ? 1 : label.length + 3);
    put(from, to, `[${label}](${address})`, at, at + (isAddress || !text ? label : address).length);
  };
  const footnote = () => {
    const used = [...area.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
    const text = `[^${Math.max(0, ...used) + 1}]`;
    const at = area.selectionEnd;
    put(at, at, text, at + text.length);
  };
  const bold = () => wrap('**');
  const emphasis = () => wrap('*');

  const bar = doc.createElement('div');
  bar.className = 'composer__toolbar';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words.toolbar);
  bar.setAttribute('aria-controls', area.id);
  const tools = Object.entries({
    heading, bold, emphasis, list: () => toggle(() => '- ', /^[-*+] /),
    numbers: () => toggle((at) => `${at + 1}. `, /^\d+[.)] /), link, callout, footnote, image: null,
  }).map(([name, run], at) => {
    const tool = doc.createElement(run ? 'button' : 'a');
    tool.className = 'composer__tool';
    tool.textContent = words[name];
    tool.dataset.tool = name;
    tool.tabIndex = at ? -1 : 0;
    if (run) {
      tool.type = 'button';
      tool.addEventListener('click', run);
    } else Object.assign(tool, { href: words.media, target: '_blank', rel: 'noopener' });
    bar.append(tool);
    return tool;
  });
  bar.addEventListener('keydown', (event) => {
    const at = tools.indexOf(doc.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = { Home: 0, End: tools.length - 1 }[event.key]
      ?? (step && (at + (getComputedStyle(bar).direction === 'rtl' ? -step : step) + tools.length) % tools.length);
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    tools[at].tabIndex = -1;
    tools[to].tabIndex = 0;
    tools[to].focus();
  });
  hook.prepend(bar);

  area.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    // The place of the key, not its letter: on an Arabic keyboard it is another one.
    const run = { KeyB: bold, KeyI: emphasis, KeyK: link }[event.code];
    if (!run) return;
    event.preventDefault();
    run();
  });

  // ---- paste
  const NEVER = 'SCRIPT STYLE HEAD META TITLE LINK IFRAME OBJECT SVG IMG TEMPLATE NOSCRIPT'.split(' ');
  const BLOCK = /^(P|DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|H[1-6]|UL|OL|LI|TABLE|BLOCKQUOTE|PRE|HR|DL|DT|DD|FIGURE|FIGCAPTION|BODY)$/;
  // Marks that turn text around are styling: the page finds the direction itself.
  const plain = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]/g, '').replace(/[\s\u00a0]+/g, ' ')
    .replace(/[\\`*[\]<]/g, '\\$&');
  const marked = (text, mark) => text.replace(/^(\s*)([^]*?)(\s*)$/, (_, a, inner, b) => (inner ? a + mark + inner + mark + b : a + b));
  const inline = (node) => {
    if (node.nodeType === 3) return plain(node.data);
    if (node.nodeType !== 1 || NEVER.includes(node.tagName.toUpperCase()) || /display:\s*none/.test(node.dataset?.style)) return '';
    if (node.tagName === 'BR') return '\n';
    let text = [...node.childNodes].map(inline).join('');
    const style = (name) => new RegExp(`${name}:\\s*([a-z0-9]+)`).exec(node.dataset?.style)?.[1];
    const [weight, slant] = [style('font-weight'), style('font-style')];
    const strong = weight ? /^(bold|[6-9]00)/.test(weight) : /^(B|STRONG)$/.test(node.tagName);
    const sloped = slant ? slant === 'italic' : /^(I|EM|CITE)$/.test(node.tagName);
    if (sloped) text = marked(text, '*');
    if (strong) text = marked(text, '**');
    const to = node.tagName === 'A' ? node.getAttribute('href') ?? '' : '';
    if (/^(https?:|mailto:|tel:)[^\s<>]+$/i.test(to) && text.trim()) {
      const address = to.replace(/[()]/g, (c) => (c === '(' ? '%28' : '%29'));
      text = text.replace(/^(\s*)([^]*?)(\s*)$/, (_, a, inner, b) => `${a}[${inner}](${address})${b}`);
    }
    return text;
  };
  const tidy = (text) => text.replace(/ *\n */g, '\n').trim();
  const paragraph = (text) => tidy(text).replace(/^(?=[#>+-] )/gm, '\\').replace(/^(\d+)([.)]) /gm, '$1\\$2 ');
  const cell = (node) => tidy(inline(node)).replace(/\n/g, ' ').replace(/\|/g, '\\|');
  const table = (node) => {
    const rows = [...node.rows].map((row) => [...row.cells].map(cell));
    const wide = Math.max(0, ...rows.map((row) => row.length));
    if (wide < 2) return [...node.rows].flatMap((row) => [...row.cells].flatMap(blocks));
    const line = (cells) => `| ${Array.from({ length: wide }, (_, at) => cells[at] ?? '').join(' | ')} |`;
    return [[line(rows[0]), line(Array(wide).fill('---')), ...rows.slice(1).map(line)].join('\n')];
  };
  const list = (node) => {
    let [at, mark] = [(node.start || 1) - 1, '- '];
    const deeper = (text) => text.replace(/\n/g, `\n${' '.repeat(mark.length)}`);
    return [[...node.children].map((one) => {
      // Some programs put a list into a list and into no item of it.
      if (/^[UO]L$/.test(one.tagName)) return ' '.repeat(mark.length) + deeper(list(one)[0]);
      if (one.tagName !== 'LI') return '';
      at += 1;
      if (node.tagName === 'OL') mark = `${at}. `;
      return mark + deeper(blocks(one).join('\n'));
    }).filter(Boolean).join('\n')];
  };
  // What Word calls a list is a paragraph with a sign before it.
  const ofWord = (node, text) => {
    if (!/MsoListParagraph/.test(node.className)) return paragraph(text);
    const number = /^\s*(\d+)\\?[.)]/.exec(text);
    return (number ? `${number[1]}. ` : '- ') + tidy(text).replace(/^(\d+\\?[.)]|[·•o§-])\s*/, '');
  };
  function blocks(node) {
    const found = [];
    let run = '';
    const flush = () => {
      if (tidy(run)) found.push(paragraph(run));
      run = '';
    };
    for (const child of node.childNodes) {
      const tag = child.nodeType === 1 ? child.tagName.toUpperCase() : '';
      const holds = tag && !NEVER.includes(tag) && (BLOCK.test(tag) || child.querySelector('p,div,ul,ol,table,h1,h2,h3,h4'));
      if (!holds) {
        run += inline(child);
        continue;
      }
      flush();
      const level = /^H([1-6])$/.exec(tag)?.[1];
      const text = level && tidy(inline(child)).replace(/\n/g, ' ').replace(/^\*\*(.*)\*\*$/, '$1');
      if (level) found.push(...(text ? [`${'#'.repeat(Math.min(4, Math.max(2, level)))} ${text}`] : []));
      else if (tag === 'UL' || tag === 'OL') found.push(...list(child));
      else if (tag === 'TABLE') found.push(...table(child));
      else if (tag === 'HR') found.push('---');
      else if (tag === 'BLOCKQUOTE') found.push(blocks(child).join('\n\n').replace(/^/gm, '> '));
      else if (tag === 'P' && child.className) found.push(ofWord(child, inline(child)));
      else found.push(...blocks(child));
    }
    flush();
    return found.filter(Boolean);
  }
  // Styles are read as texts: the page's policy lets none in, wherever they stand.
  const unstyled = (html) => html.replace(/<style[^]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style='));
  area.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    if (!html) return;
    // Nothing of it runs or loads: it never comes into the page.
    const parts = blocks(new DOMParser().parseFromString(unstyled(html), 'text/html').body);
    if (!parts.length) return;
    // Lines of one list stand together.
    const kind = (part) => /^(?:(- )|\d+\. )/.exec(part)?.map(Boolean).join();
    const text = parts.reduce((all, part, at) =>
      all + (kind(part) && kind(part) === kind(parts[at - 1]) ? '\n' : '\n\n') + part);
    event.preventDefault();
    const { selectionStart: from, selectionEnd: to } = area;
    put(from, to, text, from + text.length);
    say('pasted');
  });

  // ---- words, preview, and what is kept
  let said = '';
  const say = (word) => {
    if (said !== word) status.textContent = words[word];
    said = word;
  };
  let changed = 0, kept = 0, asked = 0, leaving = false, sending, rest;
  // What the server counts: everything that is read from the beginning to the end, without the marks of Markdown. A note
  // at the foot is not part of it.
  const READ = /^(summary|for_whom|papers|if_refused|source|step\d+_(title|text))$/;
  const unmarked = (text) => text
    .replace(/^\[\^[^\]\s]+\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*/gm, '')
    .replace(/\[\^[^\]\s]+\]|\[!\w+\]/g, '')
    .replace(/^[ \t>]*(?:\d+[.)]|[-*+]|#{1,6})[ \t]+/gm, '')
    // Of a link and a picture their words.
    .replace(/\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, ']');
  const wordsOf = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const tell = () => {
    const found = [...form.elements].filter((field) => READ.test(field.name))
      .reduce((all, { name, value }) => all + wordsOf(name === 'source' ? unmarked(value) : value), 0);
    count.textContent = `${words.words}: ${found}${changed > kept ? ` · ${words.changed}` : ''}`;
  };
  const fields = (action) => {
    const pairs = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (name !== 'action' && typeof value === 'string') pairs.append(name, value);
    if (action) pairs.append('action', action);
    return pairs;
  };
  const preview = async () => {
    const turn = ++asked;
    try {
      const answer = await fetch(form.getAttribute('action') || location.pathname, { method: 'POST', body: fields('preview'), credentials: 'same-origin' });
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('article-preview');
      // A later word overtook this one.
      if (turn !== asked) return;
      if (!found) throw new Error();
      found.querySelectorAll('[id]').forEach((one) => one.removeAttribute('id'));
      pane.replaceChildren(...found.childNodes);
    } catch {
      if (turn === asked) pane.textContent = words.previewFailed;
    }
  };
  const keep = async (last) => {
    if (!words.keep || changed === kept || sending || leaving) return;
    const upTo = changed;
    sending = new AbortController();
    try {
      const answer = await fetch(words.keep, {
        method: 'POST', body: fields(), credentials: 'same-origin', redirect: 'manual', signal: sending.signal, keepalive: Boolean(last) && area.value.length < 15000,
      });
      if (answer.status === 204) {
        kept = upTo;
        form.elements.kept.value = answer.headers.get('x-kept') ?? '';
        say('kept');
      } else if (answer.status === 409) say('elsewhere');
      else say([0, 401, 403].includes(answer.status) ? 'signedOut' : 'notKept');
    } catch {
      if (!leaving) say('notKept');
    }
    sending = undefined;
    tell();
  };
  form.addEventListener('input', () => {
    changed += 1;
    tell();
    clearTimeout(rest);
    if (show) rest = setTimeout(preview, 1200);
  });
  show?.addEventListener('click', preview);
  setInterval(keep, 20000);
  doc.addEventListener('visibilitychange', () => { if (doc.visibilityState === 'hidden') keep(true); });
  // What is still under way must not come behind what she sends now.
  form.addEventListener('submit', () => {
    leaving = true;
    sending?.abort();
  });
  // She came back to the page as it was.
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', (event) => {
    if (changed > kept && !leaving) event.preventDefault();
  });
  place?.append(hook);
  tell();
  hook.hidden = false;
})();
