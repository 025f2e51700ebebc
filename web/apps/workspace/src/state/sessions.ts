/** The agent's sessions as Desk lists them, and what was last said in each. */

import type { MessageView, SessionView, Snapshot, Uuid } from '@rapport/live/wire';

export type Section = 'new' | 'agent' | 'customer';

/** New ones first, then customers who wait (longest first), then those we wait for (newest first). */
export function sections(picture: Snapshot): Readonly<Record<Section, readonly SessionView[]>> {
  const offered = picture.sessions.filter(({ offer }) => offer);
  const taken = picture.sessions.filter(({ offer }) => !offer);
  const agent = taken.filter(session => waitsSince(session) !== undefined);
  const customer = taken.filter(session => waitsSince(session) === undefined);
  return {
    new: offered.toSorted((a, b) => (a.offer?.deadline ?? 0) - (b.offer?.deadline ?? 0)),
    agent: agent.toSorted((a, b) => (waitsSince(a) ?? 0) - (waitsSince(b) ?? 0)),
    customer: customer.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)),
  };
}

/** In the order in which they stand on the screen. */
export function inListOrder(picture: Snapshot): readonly SessionView[] {
  const { new: offered, agent, customer } = sections(picture);
  return [...offered, ...agent, ...customer];
}

export function messagesOf(picture: Snapshot, contact: Uuid): readonly MessageView[] {
  return picture.messages.filter(message => message.contact === contact);
}

export function lastMessage(picture: Snapshot, contact: Uuid): MessageView | undefined {
  return picture.messages.findLast(message => message.contact === contact);
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
