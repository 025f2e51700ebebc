/** What the agent has not seen yet: messages of customers after the last one that was on the screen. */

import type { Snapshot, Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { messagesOf } from './sessions';

type Seen = { readonly upTo: Readonly<Record<Uuid, number>> };

/** By sequence, per session; kept over a reload and no longer than the tab. */
export const useSeen = create<Seen>()(
  persist(() => ({ upTo: {} }) as Seen, {
    name: 'rapport.seen',
    storage: createJSONStorage(() => sessionStorage),
  }),
);

export function markSeen(contact: Uuid, sequence: number): void {
  const { upTo } = useSeen.getState();
  if ((upTo[contact] ?? 0) < sequence) useSeen.setState({ upTo: { ...upTo, [contact]: sequence } });
}

export function unreadIn(picture: Snapshot, { upTo }: Seen, contact: Uuid): number {
  const messages = messagesOf(picture, contact);
  // What was answered was read.
  const answered = messages.findLast(({ author }) => author.author === 'member')?.sequence ?? 0;
  const seen = Math.max(upTo[contact] ?? 0, answered);
  return messages.filter(({ sequence }) => sequence > seen).length;
}

export function unreadInAll(picture: Snapshot, seen: Seen): number {
  return picture.sessions
    .filter(({ offer }) => !offer)
    .reduce((sum, { id }) => sum + unreadIn(picture, seen, id), 0);
}
