/** What the agent has not seen yet: messages of customers after the last one that was on the screen. */

import type { Picture } from '@rapport/live/picture';
import type { Uuid } from '@rapport/live/wire';
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useLive } from './live';
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

/** Looked at from the end: the transcript before what is unread costs nothing. */
export function unreadIn(picture: Picture, { upTo }: Seen, contact: Uuid): number {
  const messages = messagesOf(picture, contact);
  const seen = upTo[contact] ?? 0;
  // What was answered was read.
  const read = messages.findLastIndex(
    ({ author, sequence }) => author.author === 'member' || sequence <= seen,
  );
  return messages.length - 1 - read;
}

export function unreadInAll(picture: Picture, seen: Seen): number {
  return picture.sessions
    .filter(({ offer }) => !offer)
    .reduce((sum, { id }) => sum + unreadIn(picture, seen, id), 0);
}

/** DK15: sessions whose customer waits for an answer to what was read. */
export function lateInAll(picture: Picture, seen: Seen): number {
  const read = (id: Uuid) => unreadIn(picture, seen, id) === 0;
  return picture.sessions.filter(({ id, late }) => late && read(id)).length;
}

/** Both have a say; a view is drawn again only when the number is another one. */
function useCount(count: (picture: Picture, seen: Seen) => number): number {
  return useSyncExternalStore(watchBoth, () => {
    const { picture } = useLive.getState();
    return picture ? count(picture, useSeen.getState()) : 0;
  });
}

export function useUnreadIn(contact: Uuid): number {
  return useCount((picture, seen) => unreadIn(picture, seen, contact));
}

export function useUnreadInAll(): number {
  return useCount(unreadInAll);
}

export function useLateInAll(): number {
  return useCount(lateInAll);
}

function watchBoth(changed: () => void): () => void {
  const forget = [useLive.subscribe(changed), useSeen.subscribe(changed)];
  return () => {
    for (const each of forget) each();
  };
}
