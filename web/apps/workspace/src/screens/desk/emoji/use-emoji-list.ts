/** The list of emoji, fetched when it is first looked at; a server that is another one by now may not have it any more. */

import { useEffect, useState } from 'react';
import type { Category, Emoji } from './emoji-list';

type List = readonly (readonly [Category, readonly Emoji[]])[];
type Loading = {
  readonly state: 'loading' | 'failed' | 'there';
  readonly list: List | undefined;
  readonly tryAgain: () => void;
};

let known: List | undefined;

export function useEmojiList(): Loading {
  const [list, setList] = useState(known);
  const [attempt, setAttempt] = useState(0);
  const [failedAt, setFailedAt] = useState<number>();
  useEffect(() => {
    if (list) return undefined;
    let isWanted = true;
    import('./emoji-list').then(
      ({ CATEGORIES, emojiOf }) => {
        known = CATEGORIES.map(category => [category, emojiOf(category)] as const);
        if (isWanted) setList(known);
      },
      () => {
        if (isWanted) setFailedAt(attempt);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [list, attempt]);
  const state = list ? 'there' : failedAt === attempt ? 'failed' : 'loading';
  return { state, list, tryAgain: () => setAttempt(before => before + 1) };
}
