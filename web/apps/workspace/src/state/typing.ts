/** Which customers are writing now. Each frame counts for a few seconds, or until what was written is there. */

import type { Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { connection, watchFrames, watchPicture } from './live';
import { useTimed } from './timed';

const COUNTS_MS = 4_000;
const TELL_EVERY_MS = 2_000;

export const useTyping = create<{ readonly until: Readonly<Record<Uuid, number>> }>()(() => ({
  until: {},
}));

export function followTyping(): void {
  watchFrames(frame => {
    if (frame.type !== 'typing') return;
    const until = connection.clock.now() + COUNTS_MS;
    setUntil(frame.contact, until);
  });
  watchPicture((_picture, _before, changes) => {
    for (const change of changes?.changes ?? []) {
      if (change.change !== 'message' || change.author.author !== 'customer') continue;
      setUntil(change.contact, 0);
    }
  });
}

function setUntil(contact: Uuid, at: number): void {
  useTyping.setState(old => ({ until: { ...old.until, [contact]: at } }));
}

/** Whether the customer of that session writes now. */
export function useIsTyping(contact: Uuid): boolean {
  const until = useTyping(state => state.until[contact] ?? 0);
  return useTimed(now => now < until);
}

let told = 0;

/** Tells the customer, not more often than needed. */
export function tellTyping(contact: Uuid): void {
  const now = performance.now();
  if (now - told < TELL_EVERY_MS) return;
  told = now;
  connection.tell({ type: 'typing', contact });
}
