// Measures every pair of text and ground of tokens/colour.css, in light and dark.
// node style/contrast.mjs   (exit code 1 when a pair is too weak)
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('./tokens/colour.css', import.meta.url), 'utf8');
const block = (head) => {
  const start = css.indexOf(head);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
};
const light = block(':root {');
const themes = { light, dark: { ...light, ...block(':root[data-theme="dark"]') } };
const pairs = [...css.matchAll(/data-section="([\w-]+)"\]\s*{\s*--deep:\s*(#\w+);\s*--soft:\s*(#\w+)/g)];

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const hex = (c) => '#' + c.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('');
const mix = (a, b, part) => hex(rgb(a).map((v, i) => v * part + rgb(b)[i] * (1 - part)));
const luminance = (colour) => rgb(colour)
  .map((v) => v / 255)
  .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const ratio = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

let weak = 0;
let lowest = Infinity;
const check = (name, a, b, least) => {
  const value = ratio(a, b);
  if (least === 4.5) lowest = Math.min(lowest, value);
  if (value < least) {
    weak += 1;
    console.log(`weak  ${value.toFixed(2)} < ${least}  ${name}  ${a} on ${b}`);
  }
};

for (const [theme, t] of Object.entries(themes)) {
  const grounds = { paper: t.paper, card: t.card, sunk: t.sunk };
  for (const [, section, deep, soft] of pairs) {
    const hue = theme === 'dark' ? soft : deep;
    grounds[`tint of ${section}`] = mix(hue, t.paper, 0.08);
    check(`${theme} hue of ${section} on its tint`, hue, grounds[`tint of ${section}`], 4.5);
    check(`${theme} hue of ${section} on card`, hue, t.card, 4.5);
    check(`cover title on ${section}`, '#fffaf3', deep, 4.5);
    check(`cover symbol on ${section}`, soft, deep, 3);
  }
  for (const [name, ground] of Object.entries(grounds)) {
    for (const text of ['ink', 'muted', 'brand', 'brand-strong']) check(`${theme} ${text} on ${name}`, t[text], ground, 4.5);
    check(`${theme} control on ${name}`, t.control, ground, 3);
    check(`${theme} focus on ${name}`, t.brand, ground, 3);
  }
  for (const tone of ['danger', 'success', 'warning']) {
    for (const text of [tone, 'ink', 'muted', 'brand']) check(`${theme} ${text} on ${tone}-ground`, t[text], t[`${tone}-ground`], 4.5);
    check(`${theme} ${tone} on card`, t[tone], t.card, 4.5);
    check(`${theme} ${tone} on paper`, t[tone], t.paper, 4.5);
  }
  for (const text of ['ink', 'muted', 'brand']) check(`${theme} ${text} on info-ground`, t[text], t['info-ground'], 4.5);
  check(`${theme} button`, t['on-brand'], t.brand, 4.5);
  check(`${theme} exit`, t.paper, t.ink, 4.5);
  check(`${theme} hero`, '#fffaf3', t.hero, 4.5);
  check(`${theme} hero focus`, t.accent, t.hero, 3);
  check(`${theme} hero search button`, '#1f2430', '#f0c05a', 4.5);
  for (const n of [1, 2, 3, 4]) check(`${theme} series-${n}`, t[`series-${n}`], t.card, 3);
}
console.log(weak ? `${weak} weak pairs` : `all pairs pass; the weakest text is ${lowest.toFixed(2)} to 1`);
process.exit(weak ? 1 : 0);
