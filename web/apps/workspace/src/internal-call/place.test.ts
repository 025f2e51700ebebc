/** The window stays in sight, wherever it is moved. */

import { describe, expect, it } from 'vitest';
import { moved, nextCorner } from './place';

const room = { width: 1000, height: 500 };

describe('moving', () => {
  it('goes by pixels', () =>
    expect(moved({ x: 0.5, y: 0.5 }, { x: 100, y: -100 }, room)).toEqual({ x: 0.6, y: 0.3 }));

  it('ends at the edges', () =>
    expect(moved({ x: 0.5, y: 0.5 }, { x: 2000, y: -2000 }, room)).toEqual({ x: 1, y: 0 }));

  it('has nowhere to go where the window fills the area', () =>
    expect(moved({ x: 1, y: 0 }, { x: 5, y: 5 }, { width: 0, height: -3 })).toEqual({
      x: 1,
      y: 0,
    }));
});

describe('from corner to corner', () => {
  it.each([
    [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ],
    [
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ],
    [
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ],
    [
      { x: 0.2, y: 0.9 },
      { x: 0, y: 0 },
    ],
  ])('%o leads to %o', (from, to) => expect(nextCorner(from)).toEqual(to));
});
