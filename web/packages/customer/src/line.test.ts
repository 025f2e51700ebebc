/**
 * The line machine: what reconnecting looks like from inside.
 */

import { describe, expect, it } from 'vitest';
import { IDLE, type Line, type LineInput, step, turnedAway } from './line';

function lineAfter(...inputs: LineInput[]): Line {
  return inputs.reduce<Line>((line, input) => step(line, input, 0).line, IDLE);
}

describe('line', () => {
  it('goes from idle to live over connecting and opening', () => {
    expect(lineAfter('wanted')).toEqual({ at: 'connecting', attempt: 0 });
    expect(lineAfter('wanted', 'socket-opened')).toEqual({ at: 'opening', attempt: 0 });
    expect(lineAfter('wanted', 'socket-opened', 'snapshot-came')).toEqual({ at: 'live' });
  });

  it('rests longer after each failure and forgets them once live', () => {
    expect(lineAfter('wanted', 'socket-closed', 'rested', 'socket-closed')).toEqual({
      at: 'resting',
      attempt: 2,
    });
    const healed = lineAfter(
      'wanted',
      'socket-closed',
      'rested',
      'socket-opened',
      'snapshot-came',
      'socket-closed',
    );
    expect(healed).toEqual({ at: 'resting', attempt: 1 });
  });

  it('does not forget failures by opening a socket that brings no snapshot', () => {
    const line = lineAfter('wanted', 'socket-opened', 'socket-closed', 'rested', 'socket-opened');
    expect(line).toEqual({ at: 'opening', attempt: 1 });
  });

  it('tries at once when asked while resting, and only then', () => {
    const resting = lineAfter('wanted', 'socket-closed');
    expect(step(resting, 'try-now', 0).orders).toEqual([{ order: 'connect' }]);
    expect(step(lineAfter('wanted'), 'try-now', 0).orders).toEqual([]);
  });

  it('op06 waits as long as the server says, whoever wants it sooner', () => {
    const { line, orders } = turnedAway(lineAfter('wanted'), 900_000, 1000);
    expect(line).toEqual({ at: 'turned-away', until: 901_000 });
    expect(orders).toEqual([{ order: 'rest', ms: 900_000 }]);
    expect(step(line, 'try-now', 0)).toEqual({ line, orders: [] });
    expect(step(line, 'wanted', 0)).toEqual({ line, orders: [] });
    expect(step(line, 'rested', 0).line).toEqual({ at: 'connecting', attempt: 0 });
    expect(step(line, 'unwanted', 0).line).toEqual(IDLE);
  });

  it('stays quiet once denied or outdated, until it is wanted again', () => {
    const denied = lineAfter('wanted', 'socket-opened', 'denied');
    expect(step(denied, 'socket-closed', 0)).toEqual({ line: denied, orders: [] });
    expect(step(denied, 'wanted', 0).line).toEqual({ at: 'connecting', attempt: 0 });
    const outdated = lineAfter('wanted', 'socket-opened', 'outdated');
    expect(step(outdated, 'wanted', 0).line).toEqual(outdated);
  });
});
