/** Finds web addresses in a text. Only http and https become links; how they look is how they lead. */

export type TextPart = { readonly at: number; readonly text: string; readonly href?: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/giu;
/** What ends a sentence rather than an address. */
const TAIL = /[.,;:!?)\]}'"，。！？；：）】]+$/u;

export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(TAIL, '');
    const href = hrefOf(address);
    if (!href) continue;
    if (index > from) parts.push({ at: from, text: text.slice(from, index) });
    parts.push({ at: index, text: address, href });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ at: from, text: text.slice(from) });
  return parts;
}

function hrefOf(address: string): string | undefined {
  try {
    const url = new URL(address);
    // A look-alike host must be seen for what it is: it stays text.
    return /^[\x21-\x7e]+$/u.test(address) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
