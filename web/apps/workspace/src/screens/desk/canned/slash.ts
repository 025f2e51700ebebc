/** What is typed after a slash that begins a word, up to the caret, and which canned replies it means. Pure. */

import type { CannedReplyView } from '@rapport/live/wire';
import { finder } from '../../../state/find';

export type Slash = { readonly from: number; readonly to: number; readonly find: string };

const SLASHED = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u;

/** `from` is the slash's place. */
export function slashed(text: string, caret: number): Slash | undefined {
  const find = SLASHED.exec(text.slice(0, caret))?.[1];
  return find === undefined ? undefined : { from: caret - find.length - 1, to: caret, find };
}

/** Whose shortcut begins so, then those that have it anywhere in shortcut or title. */
export function meant(
  replies: readonly CannedReplyView[],
  find: string,
): readonly CannedReplyView[] {
  const wanted = find.toLocaleLowerCase();
  const begins = ({ shortcut }: CannedReplyView) => shortcut.startsWith(wanted);
  const has = finder(find);
  const rest = replies.filter(reply => !begins(reply) && has(`${reply.shortcut} ${reply.title}`));
  return [...replies.filter(begins), ...rest];
}
