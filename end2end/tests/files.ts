// Files as people bring them, made here: each like no other, since the library knows bytes that it has.
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Words } from './words.ts';

/** The lines of a CSV file by the names of its columns; the first cell of a line is never empty. */
export function records(csv: string): Record<string, string>[] {
  const [head = [], ...lines] = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  return lines.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}

function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

/** A picture of coloured noise. */
export function png(width: number, height: number): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits of red, green and blue.
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.alloc(1), randomBytes(width * 3)]));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An archive in which nothing is packed. */
function zip(files: [string, string | Buffer][]): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, content] of files) {
    const [name, data] = [Buffer.from(path), typeof content === 'string' ? Buffer.from(content) : content];
    // From the version that is needed to the length of what stands besides: the same in both places.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    // The first of January 1980.
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, data]);
    bodies.push(body);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name]));
    at += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}

const xml = (root: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;

/**
 * A book with a table of contents. Its first chapter has what books may not bring along: a script, a style, a picture
 * from elsewhere. `ballast`: bytes that make it heavy.
 */
export function epub(
  lang: string,
  dir: Words['dir'],
  title: string,
  chapters: readonly (readonly [heading: string, text: string])[],
  ballast = 0,
): Buffer {
  const page = (head: string, body: string) =>
    xml(
      `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${lang}" xml:lang="${lang}" dir="${dir}">` +
        `<head><title>${head}</title></head><body>${body}</body></html>`,
    );
  const foreign =
    '<script src="https://elsewhere.example/s.js"></script><img src="https://elsewhere.example/p.png" alt="" style="color: red" onerror="alert(1)"/>';
  const texts = chapters.map(([heading, text], index): [string, string] => [
    `EPUB/${index}.xhtml`,
    page(heading, `<h1>${heading}</h1><p>${text}</p>${index === 0 ? foreign : ''}`),
  ]);
  const lines = chapters.map(([heading], index) => `<li><a href="${index}.xhtml">${heading}</a></li>`).join('');
  const named = chapters
    .map((_, index) => `<item id="c${index}" href="${index}.xhtml" media-type="application/xhtml+xml"/>`)
    .join('');
  const order = chapters.map((_, index) => `<itemref idref="c${index}"/>`).join('');
  const files: [string, string | Buffer][] = [
    ['mimetype', 'application/epub+zip'],
    [
      'META-INF/container.xml',
      xml(
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>' +
          '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
      ),
    ],
    [
      'EPUB/package.opf',
      xml(
        `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${lang}">` +
          '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">' +
          `<dc:identifier id="id">${randomBytes(8).toString('hex')}</dc:identifier><dc:title>${title}</dc:title>` +
          `<dc:language>${lang}</dc:language></metadata><manifest>${named}` +
          '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>' +
          `<spine page-progression-direction="${dir}">${order}</spine></package>`,
      ),
    ],
    ['EPUB/nav.xhtml', page(title, `<nav epub:type="toc"><ol>${lines}</ol></nav>`)],
    ...texts,
  ];
  if (ballast > 0) files.push(['EPUB/ballast.bin', Buffer.alloc(ballast)]);
  return zip(files);
}
