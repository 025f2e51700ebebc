/** VC06, VC15: why a call out was not answered, or that a consult is over. No session ends like that. */

import type { Gone } from '@rapport/live/wire';

type CallOnlyEnd =
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'invalid-number'
  | 'no-line'
  | 'consult-over';

const CALL_ONLY_ENDS: readonly string[] = [
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'no-line',
  'consult-over',
];

export function isCallOnlyEnd(why: Gone): why is CallOnlyEnd {
  return CALL_ONLY_ENDS.includes(why);
}
