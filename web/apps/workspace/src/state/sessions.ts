/** The agent's sessions as Desk lists them, and what was last said in each. */

import type { Picture } from '@rapport/live/picture';
import type { MessageView, SessionView, Uuid } from '@rapport/live/wire';

type Sessions = Pick<Picture, 'sessions'>;

export type Section = 'new' | 'pinned' | 'agent' | 'customer';

/** New ones first, then what is pinned (in that order), customers who wait (longest first), those we wait for (newest first). */
export function sections(
  { sessions }: Sessions,
  pinned: readonly Uuid[] = [],
): Readonly<Record<Section, readonly SessionView[]>> {
  const offered = sessions.filter(({ offer }) => offer);
  const taken = sessions.filter(({ offer }) => !offer);
  const isPinned = ({ id }: SessionView) => pinned.includes(id);
  const others = taken.filter(session => !isPinned(session));
  const agent = others.filter(session => waitsSince(session) !== undefined);
  const customer = others.filter(session => waitsSince(session) === undefined);
  return {
    new: offered.toSorted((a, b) => (a.offer?.deadline ?? 0) - (b.offer?.deadline ?? 0)),
    pinned: taken.filter(isPinned).toSorted((a, b) => pinned.indexOf(a.id) - pinned.indexOf(b.id)),
    agent: agent.toSorted((a, b) => (waitsSince(a) ?? 0) - (waitsSince(b) ?? 0)),
    customer: customer.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)),
  };
}

/** In the order in which they stand on the screen. */
export function inListOrder(
  picture: Sessions,
  pinned: readonly Uuid[] = [],
): readonly SessionView[] {
  const { new: offered, pinned: above, agent, customer } = sections(picture, pinned);
  return [...offered, ...above, ...agent, ...customer];
}

const NOTHING_SAID: readonly MessageView[] = [];

/** The same list for as long as nothing is said there. */
export function messagesOf({ messages }: Picture, contact: Uuid): readonly MessageView[] {
  return messages.get(contact) ?? NOTHING_SAID;
}

export function lastMessage(picture: Picture, contact: Uuid): MessageView | undefined {
  return messagesOf(picture, contact).at(-1);
}

/** DK15: after two minutes the agent is reminded, after five others are. */
export type Patience = 'calm' | 'late' | 'too-late';

export function patience(waitedMs: number): Patience {
  if (waitedMs >= 300_000) return 'too-late';
  return waitedMs >= 120_000 ? 'late' : 'calm';
}

function waitsSince(session: SessionView): number | undefined {
  return session.customer_waits_since;
}
