/** What counts as unread, against the plain way of counting it. */

import { pictureOf } from '@rapport/live/picture';
import type { MessageView } from '@rapport/live/wire';
import { expect, it } from 'vitest';
import { fromCustomer, picture, session } from '../testing/pictures';
import { unreadIn, unreadInAll } from './unread';

const answer = (sequence: number): MessageView => ({
  ...fromCustomer('s1', sequence, 'Yes'),
  author: { author: 'member', id: 'm1', name: 'Ann Berg' },
});

/** Every way in which five messages can be asked and answered. */
const WAYS = Array.from({ length: 32 }, (_, way) =>
  [1, 2, 3, 4, 5].map(sequence =>
    way & ((1 << sequence) >> 1) ? answer(sequence) : fromCustomer('s1', sequence, 'And?'),
  ),
);

it.each(WAYS.map((messages, way) => [way, messages] as const))(
  'is what the customer wrote after the last answer and after what was seen, way %i',
  (_way, messages) => {
    for (let seen = 0; seen <= 5; seen += 1) {
      const answered = messages.findLast(({ author }) => author.author === 'member');
      const after = Math.max(seen, answered?.sequence ?? 0);
      const count = messages.filter(({ sequence }) => sequence > after).length;
      const now = pictureOf(picture({ sessions: [session('s1', 'Mei Tanaka')], messages }));
      expect(unreadIn(now, { upTo: { s1: seen } }, 's1')).toBe(count);
      expect(unreadInAll(now, { upTo: { s1: seen } })).toBe(count);
    }
  },
);
