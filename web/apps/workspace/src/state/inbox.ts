/** How the agent has arranged the list of sessions (W18): pinned, hidden, narrowed. Kept in the tab, and gone with the login. */

import type { SessionView, Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useEndedSessions } from './ended-sessions';
import { useLive, watchPicture } from './live';
import { useScreen } from './screen';
import { inListOrder } from './sessions';
import { unreadIds, useSeen } from './unread';

export const FILTERS = ['all', 'unread', 'hidden'] as const;
export type Filter = (typeof FILTERS)[number];

type Inbox = {
  readonly filter: Filter;
  /** Running sessions that stand above the others. */
  readonly pinned: readonly Uuid[];
  /** Ended sessions that are out of the way. Nothing of them is deleted. */
  readonly hidden: readonly Uuid[];
};

export const useInbox = create<Inbox>()(
  persist((): Inbox => ({ filter: 'all', pinned: [], hidden: [] }), {
    name: 'rapport.inbox',
    storage: createJSONStorage(() => sessionStorage),
  }),
);

export function pin(contact: Uuid): void {
  useInbox.setState(({ pinned }) => ({ pinned: [...without(pinned, contact), contact] }));
}

export function unpin(contact: Uuid): void {
  useInbox.setState(({ pinned }) => ({ pinned: without(pinned, contact) }));
}

export function hide(contact: Uuid): void {
  useInbox.setState(({ hidden }) => ({ hidden: [...without(hidden, contact), contact] }));
}

export function unhide(contact: Uuid): void {
  useInbox.setState(({ hidden }) => ({ hidden: without(hidden, contact) }));
}

/** Where nothing is hidden there is nothing to show of it. */
export function filterNow({ filter, hidden }: Inbox): Filter {
  return filter === 'hidden' && hidden.length === 0 ? 'all' : filter;
}

/** The running sessions that the filter lets through. The one that is open must not vanish while it is read, nor an offer at all. */
export function passes(filter: Filter, unread: readonly Uuid[], chosen: Uuid | undefined) {
  return ({ id, offer }: SessionView) =>
    filter === 'all' ||
    offer !== undefined ||
    (filter === 'unread' && (unread.includes(id) || id === chosen));
}

/** The running sessions in the order in which Desk shows them now. */
export function listedNow(): readonly Uuid[] {
  const { picture } = useLive.getState();
  if (!picture) return [];
  const inbox = useInbox.getState();
  const { session, inDesk } = useScreen.getState();
  const unread = unreadIds(picture, useSeen.getState());
  const shown = passes(inDesk ? filterNow(inbox) : 'all', unread, session);
  return inListOrder(picture, inbox.pinned)
    .filter(shown)
    .map(({ id }) => id);
}

/** What is pinned or hidden is forgotten with its session. */
export function followInbox(): void {
  watchPicture(({ sessions }) => {
    const { pinned, hidden } = useInbox.getState();
    const { ended } = useEndedSessions.getState();
    const runs = (contact: Uuid) => sessions.some(({ id }) => id === contact);
    const isKept = (contact: Uuid) => ended.some(({ session }) => session.id === contact);
    const left = { pinned: pinned.filter(runs), hidden: hidden.filter(isKept) };
    const isLess = left.pinned.length < pinned.length || left.hidden.length < hidden.length;
    if (isLess) useInbox.setState(left);
  });
}

function without(contacts: readonly Uuid[], contact: Uuid): readonly Uuid[] {
  return contacts.filter(each => each !== contact);
}
