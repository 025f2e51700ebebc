/** How messages are put together on the screen. */

import type { MessageView } from '@rapport/live/wire';
import { describe, expect, it } from 'vitest';
import { bubbleGroups } from './bubbles';
import type { Outgoing } from './outgoing';

const NOON = new Date(2026, 4, 6, 12, 0).getTime();
const customer = { author: 'customer' } as const;
const me = { author: 'member', id: 'm1', name: 'Li' } as const;
const bo = { author: 'member', id: 'm2', name: 'Bo' } as const;

function message(id: string, author: MessageView['author'], at = NOON): MessageView {
  return { id, author, at, contact: 's', sequence: 1, text: id };
}
const outgoing = (id: string, state: Outgoing['state']): Outgoing => ({
  id,
  state,
  contact: 's',
  text: id,
  at: NOON,
});

const shape = (...args: Parameters<typeof bubbleGroups>) =>
  bubbleGroups(...args).map(({ side, bubbles }) => [side, ...bubbles.map(({ id }) => id)]);

describe('bubbles', () => {
  it('are grouped by who wrote them', () => {
    const messages = [
      message('a', customer),
      message('b', customer),
      message('c', me),
      message('d', bo),
    ];
    expect(shape(messages, [], 'm1')).toEqual([
      ['customer', 'a', 'b'],
      ['mine', 'c'],
      ['colleague', 'd'],
    ]);
  });

  it('are apart after a pause and on another day', () => {
    const messages = [
      message('a', customer),
      message('b', customer, NOON + 180_000),
      message('c', customer, NOON + 86_400_000),
    ];
    const groups = bubbleGroups(messages, [], 'm1');
    expect(groups.map(({ startsDay }) => startsDay)).toEqual([true, false, true]);
  });

  it('dk13_show_a_message_on_its_way_until_the_server_has_it_and_never_twice', () => {
    const sending = outgoing('x', 'sending');
    expect(bubbleGroups([], [sending], 'm1')[0]?.bubbles[0]?.delivery).toBe('sending');
    const groups = bubbleGroups([message('x', me)], [sending], 'm1');
    expect(groups).toHaveLength(1);
    expect(groups[0]?.bubbles).toHaveLength(1);
    expect(groups[0]?.bubbles[0]?.delivery).toBe('sent');
  });
});

describe('what is drawn again', () => {
  const long = Array.from({ length: 60 }, (_, nth) => ({
    ...message(`m${nth}`, nth % 3 === 0 ? me : customer, NOON + nth * 40_000_000),
    sequence: nth + 1,
  }));

  it('is nothing where nothing was said', () => {
    const groups = bubbleGroups(long, [], 'm1');
    const again = bubbleGroups(structuredClone(long), [], 'm1', groups);
    expect(again).toEqual(groups);
    for (const [nth, group] of again.entries()) expect(group).toBe(groups[nth]);
  });

  it('is the group in which something was said, and what comes of it is what a fresh page shows', () => {
    let groups: ReturnType<typeof bubbleGroups> = [];
    for (let said = 1; said <= long.length; said += 1) {
      const messages = long.slice(0, said);
      const before = groups;
      groups = bubbleGroups(messages, [], 'm1', before);
      expect(groups).toEqual(bubbleGroups(messages, [], 'm1'));
      expect(groups.filter(group => !before.includes(group))).toHaveLength(1);
    }
  });

  it('is what is on its way, when it gets on', () => {
    const before = bubbleGroups(long, [outgoing('x', 'sending')], 'm1');
    const after = bubbleGroups(long, [outgoing('x', 'failed')], 'm1', before);
    expect(after.at(-1)?.bubbles.at(-1)?.delivery).toBe('failed');
    expect(after.filter(group => !before.includes(group))).toHaveLength(1);
  });
});
