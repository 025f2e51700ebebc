/** What the browser's statistics say, in three numbers. */

import { expect, it } from 'vitest';
import { readQuality } from './quality';

it('reads round trip, jitter and loss of the sound that comes in', () => {
  expect(
    readQuality([
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.0314 },
      { type: 'inbound-rtp', kind: 'audio', jitter: 0.004, packetsReceived: 97, packetsLost: 3 },
      { type: 'outbound-rtp', kind: 'audio' },
    ]),
  ).toEqual({ rttMs: 31, jitterMs: 4, expected: 100, lost: 3 });
});

it('tells nothing where nothing was measured', () => {
  expect(readQuality([])).toEqual({ expected: 0, lost: 0 });
});
