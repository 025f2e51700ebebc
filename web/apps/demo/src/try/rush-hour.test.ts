/**
 * What the server says of a rush hour, read.
 */

import { describe, expect, it } from 'vitest';
import { readRushHour } from './rush-hour';

describe('a rush hour', () => {
  it('is read as the server tells it', () => {
    const calls = { to_come: 1, waiting: 2, served: 3, done: 4, gave_up: 5, failed: 6 };
    expect(readRushHour({ running: true, calls, chats: {} })).toEqual({
      running: true,
      calls: { toCome: 1, waiting: 2, served: 3, done: 4, gaveUp: 5, failed: 6 },
      chats: { toCome: 0, waiting: 0, served: 0, done: 0, gaveUp: 0, failed: 0 },
    });
  });

  it('is nothing where the server says something else', () => {
    for (const strange of [undefined, 'no', {}, { running: true, calls: {} }]) {
      expect(readRushHour(strange)).toBeUndefined();
    }
  });
});
