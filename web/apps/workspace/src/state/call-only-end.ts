/** Ends that only one kind of contact has. VC06, VC15, VC30: why a call out was not answered, that a consult is over, or that a colleague is gone. No session ends like that. */

import type { Gone } from '@rapport/live/wire';

type ColleagueEnd = 'called-off' | 'colleague-lost';
type CallOnlyEnd =
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'invalid-number'
  | 'no-line'
  | 'consult-over'
  | ColleagueEnd;

const COLLEAGUE_ENDS: readonly string[] = ['called-off', 'colleague-lost'];
const CALL_ONLY_ENDS: readonly string[] = [
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'no-line',
  'consult-over',
  ...COLLEAGUE_ENDS,
];

/** DK04, DK15: no call ends like that. */
type SessionOnlyEnd = 'customer-silent' | 'unanswered';

const SESSION_ONLY_ENDS: readonly string[] = ['customer-silent', 'unanswered'];

export function isSessionOnlyEnd(why: Gone): why is SessionOnlyEnd {
  return SESSION_ONLY_ENDS.includes(why);
}

export function isCallOnlyEnd(why: Gone): why is CallOnlyEnd {
  return CALL_ONLY_ENDS.includes(why);
}

/** Of internal calls alone. */
export function isColleagueEnd(why: Gone): why is ColleagueEnd {
  return COLLEAGUE_ENDS.includes(why);
}
