/** What the agent has not seen yet: messages of customers after the last one that was on the screen. */

import type { Picture } from '@rapport/live/picture';
import type { Uuid } from '@rapport/live/wire';
import { useMemo, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useLive } from './live';
import { messagesOf } from './sessions';

type Seen = {
  readonly upTo: Readonly<Record<Uuid, number>>;
  /** W18: marked as unread by hand, until they are opened again. */
  readonly marked?: readonly Uuid[];
};

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

/** W18: to be looked at once more. It counts as one, whatever was read in it. */
export function markUnread(contact: Uuid): void {
  const { marked = [] } = useSeen.getState();
  if (!marked.includes(contact)) useSeen.setState({ marked: [...marked, contact] });
}

export function unmark(contact: Uuid): void {
  const { marked = [] } = useSeen.getState();
  if (marked.includes(contact)) useSeen.setState({ marked: marked.filter(id => id !== contact) });
}

/** Looked at from the end: the transcript before what is unread costs nothing. */
export function unreadIn(picture: Picture, { upTo, marked = [] }: Seen, contact: Uuid): number {
  const messages = messagesOf(picture, contact);
  const seen = upTo[contact] ?? 0;
  // What was answered was read.
  const read = messages.findLastIndex(
    ({ author, sequence }) => author.author === 'member' || sequence <= seen,
  );
  return Math.max(messages.length - 1 - read, marked.includes(contact) ? 1 : 0);
}

/** The sessions with anything unread. */
export function unreadIds(picture: Picture, seen: Seen): readonly Uuid[] {
  return picture.sessions
    .filter(({ id, offer }) => !offer && unreadIn(picture, seen, id) > 0)
    .map(({ id }) => id);
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

/** Both have a say; a view is drawn again only when what comes of it is another number or text. */
function useUnread<Value extends number | string>(
  look: (picture: Picture, seen: Seen) => Value,
  none: Value,
): Value {
  return useSyncExternalStore(watchBoth, () => {
    const { picture } = useLive.getState();
    return picture ? look(picture, useSeen.getState()) : none;
  });
}

export function useUnreadIn(contact: Uuid): number {
  return useUnread<number>((picture, seen) => unreadIn(picture, seen, contact), 0);
}

export function useUnreadInAll(): number {
  return useUnread<number>(unreadInAll, 0);
}

/** In how many sessions anything is unread. */
export function useUnreadSessions(): number {
  return useUnread<number>((picture, seen) => unreadIds(picture, seen).length, 0);
}

/** Which those are, for who asks: else the list would be drawn again with every message. */
export function useUnreadIds(isAsked: boolean): readonly Uuid[] {
  const ids = useUnread<string>((picture, seen) => {
    return isAsked ? unreadIds(picture, seen).join(' ') : '';
  }, '');
  return useMemo(() => ids.split(' '), [ids]);
}

export function useLateInAll(): number {
  return useUnread<number>(lateInAll, 0);
}

function watchBoth(changed: () => void): () => void {
  const forget = [useLive.subscribe(changed), useSeen.subscribe(changed)];
  return () => {
    for (const each of forget) each();
  };
}
