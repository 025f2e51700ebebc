/** Messages as they are drawn: stored ones and those on their way in one order, grouped by who and when. Pure. */

import type { MessageView, Uuid } from '@rapport/live/wire';
import { dayKey } from '@rapport/ui/format/time';
import type { Outgoing } from './outgoing';

export type Delivery = 'sending' | 'sent' | 'failed';

export type Bubble = {
  readonly id: Uuid;
  readonly text: string;
  readonly at: number;
  /** How far one of my own has come; absent for others'. */
  readonly delivery?: Delivery;
  /** Why it failed. */
  readonly why?: string;
  readonly outgoing?: Outgoing;
};

export type BubbleGroup = {
  readonly key: Uuid;
  readonly side: 'customer' | 'mine' | 'colleague';
  /** The colleague's name. */
  readonly name?: string;
  /** The first of its day. */
  readonly startsDay: boolean;
  readonly bubbles: readonly Bubble[];
};

const TOGETHER_MS = 180_000;

export function bubbleGroups(
  messages: readonly MessageView[],
  outgoing: readonly Outgoing[],
  me: Uuid,
): readonly BubbleGroup[] {
  const stored = new Set(messages.map(({ id }) => id));
  const onTheWay = outgoing.filter(({ id }) => !stored.has(id));
  const groups: Mutable[] = [];
  for (const message of messages) put(groups, fromServer(message, me));
  for (const message of onTheWay) put(groups, fromHere(message));
  return groups;
}

type Mutable = Omit<BubbleGroup, 'bubbles'> & { readonly bubbles: Bubble[] };
type Placed = {
  readonly side: BubbleGroup['side'];
  readonly name?: string;
  readonly bubble: Bubble;
};

function put(groups: Mutable[], { side, name, bubble }: Placed): void {
  const last = groups.at(-1);
  const before = last?.bubbles.at(-1);
  const sameDay = before !== undefined && dayKey(before.at) === dayKey(bubble.at);
  const together =
    sameDay && last?.side === side && last.name === name && bubble.at - before.at < TOGETHER_MS;
  if (together) last.bubbles.push(bubble);
  else {
    const startsDay = !sameDay;
    groups.push({
      key: bubble.id,
      side,
      ...(name !== undefined && { name }),
      startsDay,
      bubbles: [bubble],
    });
  }
}

function fromServer({ id, text, at, author }: MessageView, me: Uuid): Placed {
  if (author.author === 'customer') return { side: 'customer', bubble: { id, text, at } };
  if (author.id === me) return { side: 'mine', bubble: { id, text, at, delivery: 'sent' } };
  return { side: 'colleague', name: author.name, bubble: { id, text, at } };
}

function fromHere(outgoing: Outgoing): Placed {
  const { id, text, at, state, why } = outgoing;
  const bubble = { id, text, at, delivery: state, outgoing, ...(why !== undefined && { why }) };
  return { side: 'mine', bubble };
}
