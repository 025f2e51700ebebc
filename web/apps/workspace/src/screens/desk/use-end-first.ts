/**
 * A long list of which the end is drawn first, with what the screen can show, and the rest when that can be seen. All of it
 * stays in the page then: to be read aloud, searched and selected.
 */

import { startTransition, useEffect, useState } from 'react';

/** More than any screen shows. */
const FIRST = 24;

type EndFirst<Item> = {
  readonly shown: readonly Item[];
  /** How many are left away at the start. */
  readonly from: number;
  /** All has come, and what comes from now on is new. */
  readonly isWhole: boolean;
};

export function useEndFirst<Item>(items: readonly Item[]): EndFirst<Item> {
  const isLong = items.length > FIRST;
  const [stage, setStage] = useState<'end' | 'rest' | 'whole'>(isLong ? 'end' : 'whole');
  useEffect(() => {
    if (stage === 'whole') return undefined;
    return afterFrame(() => {
      // What the agent does meanwhile goes first.
      if (stage === 'end') startTransition(() => setStage('rest'));
      else setStage('whole');
    });
  }, [stage]);
  const from = stage === 'end' ? Math.max(0, items.length - FIRST) : 0;
  return { shown: from > 0 ? items.slice(from) : items, from, isWhole: stage === 'whole' };
}

/** Once what is there now is on the screen; returns how to forget it. */
function afterFrame(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(then);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
