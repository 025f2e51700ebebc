/**
 * Splits a message into text and links, for both who write it. Only http, https, mailto and tel become links; the rest
 * stays text. Pure: a view makes nodes of it, never HTML.
 */

export type Piece =
  | { readonly piece: 'text'; readonly at: number; readonly text: string }
  | { readonly piece: 'link'; readonly at: number; readonly text: string; readonly href: string };

export function linkify(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const candidate = withoutTrailingMarks(match[0]);
    const link = linkOf(candidate, match.index);
    if (link === undefined) continue;
    if (match.index > done) pieces.push(plain(done, text.slice(done, match.index)));
    pieces.push(link);
    done = match.index + candidate.length;
  }
  if (done < text.length) pieces.push(plain(done, text.slice(done)));
  return pieces;
}

function plain(at: number, text: string): Piece {
  return { piece: 'text', at, text };
}

function linkOf(candidate: string, at: number): Piece | undefined {
  const url = readUrl(candidate.startsWith('www.') ? `https://${candidate}` : candidate);
  if (url === undefined || !SCHEMES.has(url.protocol)) return undefined;
  // A name in another script is shown as what it is looked up as: punycode.
  const isPlain = !url.hostname.includes('xn--') && !url.username;
  return { piece: 'link', at, text: isPlain ? candidate : url.href, href: url.href };
}

function readUrl(candidate: string): URL | undefined {
  try {
    return new URL(candidate);
  } catch {
    return undefined;
  }
}

/** A sentence's own marks are not part of the address, nor is a bracket that was opened before it. */
function withoutTrailingMarks(candidate: string): string {
  const bare = candidate.replace(/[.,;:!?'"»”’。，；：！？、》）】]+$/u, '');
  const closes = bare.endsWith(')') && !bare.includes('(');
  return closes ? withoutTrailingMarks(bare.slice(0, -1)) : bare;
}

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
/** Any scheme: the set above is the one place that allows. */
const CANDIDATE = /\b(?:[a-z][a-z\d+.-]*:|www\.)[^\s<>]+/giu;
