/** What the browser's statistics say, in a few numbers. */

import { expect, it } from 'vitest';
import { readQuality } from './quality';

it('reads round trip, jitter and loss of the sound that comes in, and what we lose on the way out', () => {
  expect(
    readQuality([
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.0314 },
      { type: 'inbound-rtp', kind: 'audio', jitter: 0.004, packetsReceived: 97, packetsLost: 3 },
      { type: 'outbound-rtp', kind: 'audio' },
      { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.25 },
    ]),
  ).toEqual({ rttMs: 31, jitterMs: 4, expected: 100, lost: 3, sentLossPercent: 25 });
});

it('tells nothing where nothing was measured', () => {
  expect(readQuality([])).toEqual({ expected: 0, lost: 0 });
});
