/** VC06: why a call out was not answered. No session ends like that. */

import type { Gone } from '@rapport/live/wire';

type CallOutEnd = 'busy' | 'no-answer' | 'rejected' | 'invalid-number' | 'no-line';

const CALL_OUT_ENDS: readonly string[] = [
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'no-line',
];

export function isCallOutEnd(why: Gone): why is CallOutEnd {
  return CALL_OUT_ENDS.includes(why);
}
