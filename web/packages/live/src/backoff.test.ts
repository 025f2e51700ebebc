/** The wait before the next attempt. */

import { expect, it } from 'vitest';
import { backoffMs } from './backoff';

it('f61_waits_from_half_a_second_to_half_a_minute_spread_by_chance', () => {
  expect([0, 1, 2, 3].map(attempt => backoffMs(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffMs(50, 1)).toBe(30_000);
  expect(backoffMs(0, 0)).toBe(250);
});
