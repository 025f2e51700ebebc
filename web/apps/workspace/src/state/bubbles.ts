/** Messages as they are drawn: stored ones and those on their way in one order, grouped by who and when. Pure. */

import type { FileView, MessageView, Uuid } from '@rapport/live/wire';
import { dayKey } from '@rapport/ui/format/time';
import type { Outgoing } from './outgoing';

export type Delivery = 'sending' | 'sent' | 'failed';

export type Bubble = {
  readonly id: Uuid;
  readonly text: string;
  readonly at: number;
  /** Absent where there are none. */
  readonly files?: readonly FileView[];
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

/** `before`: what came of it the last time. A group that has not changed is the same object again, and is not drawn again. */
export function bubbleGroups(
  messages: readonly MessageView[],
  outgoing: readonly Outgoing[],
  me: Uuid,
  before: readonly BubbleGroup[] = [],
): readonly BubbleGroup[] {
  const stored = outgoing.length > 0 && new Set(messages.map(({ id }) => id));
  const onTheWay = outgoing.filter(({ id }) => stored && !stored.has(id));
  const drawn: Drawn = { groups: [], day: undefined };
  for (const message of messages) put(drawn, fromServer(message, me));
  for (const message of onTheWay) put(drawn, fromHere(message));
  const old = new Map(before.map(group => [group.key, group]));
  return drawn.groups.map(group => {
    const known = old.get(group.key);
    return known && isSameGroup(known, group) ? known : group;
  });
}

type Mutable = Omit<BubbleGroup, 'bubbles'> & { readonly bubbles: Bubble[] };
type Drawn = { readonly groups: Mutable[] /** Of the last bubble. */; day: string | undefined };
type Placed = {
  readonly side: BubbleGroup['side'];
  readonly name?: string;
  readonly bubble: Bubble;
};

function put(drawn: Drawn, { side, name, bubble }: Placed): void {
  const last = drawn.groups.at(-1);
  const before = last?.bubbles.at(-1);
  const day = dayKey(bubble.at);
  const sameDay = day === drawn.day;
  drawn.day = day;
  const together =
    sameDay && before && last?.side === side && last.name === name && isSoon(before, bubble);
  if (together) last.bubbles.push(bubble);
  else {
    const startsDay = !sameDay;
    drawn.groups.push({
      key: bubble.id,
      side,
      ...(name !== undefined && { name }),
      startsDay,
      bubbles: [bubble],
    });
  }
}

function isSoon(before: Bubble, after: Bubble): boolean {
  return after.at - before.at < TOGETHER_MS;
}

function isSameGroup(a: BubbleGroup, b: BubbleGroup): boolean {
  return (
    a.side === b.side &&
    a.name === b.name &&
    a.startsDay === b.startsDay &&
    a.bubbles.length === b.bubbles.length &&
    a.bubbles.every((bubble, nth) => isSameBubble(bubble, b.bubbles[nth]))
  );
}

function isSameBubble(a: Bubble, b: Bubble | undefined): boolean {
  return (
    a.id === b?.id &&
    a.text === b.text &&
    a.at === b.at &&
    a.files === b.files &&
    a.delivery === b.delivery &&
    a.why === b.why &&
    a.outgoing === b.outgoing
  );
}

function fromServer({ id, text, at, files, author }: MessageView, me: Uuid): Placed {
  const bubble = { id, text, at, ...(files && { files }) };
  if (author.author === 'customer') return { side: 'customer', bubble };
  if (author.id === me) return { side: 'mine', bubble: { ...bubble, delivery: 'sent' } };
  return { side: 'colleague', name: author.name, bubble };
}

function fromHere(outgoing: Outgoing): Placed {
  const { id, text, at, files, state, why } = outgoing;
  const bubble = {
    ...{ id, text, at, delivery: state, outgoing },
    ...(files && { files }),
    ...(why !== undefined && { why }),
  };
  return { side: 'mine', bubble };
}
