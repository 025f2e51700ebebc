/** How long one message may be, whoever writes it. */

/** UTF-16 units, as a text field counts them: at most 12,000 bytes on the wire, and the server takes 16 KiB. */
const TEXT_MAX = 4000;

/** How many characters must go before it can be sent. */
export function excess(text: string): number {
  return Math.max(0, text.length - TEXT_MAX);
}
