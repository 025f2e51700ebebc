/**
 * What the chat costs a site's page (C1): the loader, and the frame as it is when it opens, gzipped as a server would send
 * them. Fails where they are too large together. What is fetched later, when it is asked for, does not count.
 */

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BYTES_MAX = 30 * 1024;
const DIST = new URL('apps/widget/dist/', import.meta.url);
/** Where the frame's files are served. */
const BASE = '/widget/';

const page = read('index.html').toString();
const named = [...page.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+)"/gu)];
const files = named.map(([, address]) => {
  if (!address.startsWith(BASE)) throw new Error(`${address} is not served under ${BASE}`);
  return address.slice(BASE.length);
});
if (!files.some(name => name.endsWith('.js'))) throw new Error('the frame has no script');

let total = 0;
for (const name of ['widget.js', 'index.html', ...files]) {
  const bytes = gzipSync(read(name)).length;
  total += bytes;
  say(`${String(bytes).padStart(7)}  ${name}`);
}
say(`${String(total).padStart(7)}  together, of ${BYTES_MAX} at most`);
if (total > BYTES_MAX) {
  say(`C1: the chat's loader and frame are ${total - BYTES_MAX} bytes too large`);
  process.exitCode = 1;
}

function read(name) {
  return readFileSync(new URL(name, DIST));
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
