/** VC06, VC15, VC30: why a call out was not answered, that a consult is over, how an internal call came to nothing. No session ends like that. */

import type { Gone } from '@rapport/live/wire';

type CallOnlyEnd =
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'invalid-number'
  | 'no-line'
  | 'consult-over'
  | 'called-off'
  | 'colleague-lost';

const CALL_ONLY_ENDS: readonly string[] = [
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'no-line',
  'consult-over',
  'called-off',
  'colleague-lost',
];

export function isCallOnlyEnd(why: Gone): why is CallOnlyEnd {
  return CALL_ONLY_ENDS.includes(why);
}
