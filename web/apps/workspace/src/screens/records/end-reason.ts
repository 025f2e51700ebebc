/** Why a contact ended, in words and with how good that is. */

import { known } from '../../state/known';

export type Outcome = 'good' | 'plain' | 'bad';

const GOOD = [
  'ended_by_customer',
  'ended_by_agent',
  'answered',
  'transferred_out',
  'voicemail',
  'callback',
];
const PLAIN = [
  'customer_timeout',
  'closed_hours',
  'left_in_flow',
  'cancelled',
  'busy',
  'no_answer',
];

export function outcomeOf(reason: string): Outcome {
  if (GOOD.includes(reason)) return 'good';
  return PLAIN.includes(reason) ? 'plain' : 'bad';
}

export function endText(reason: string): string {
  return known(`end.${reason}`) ?? reason;
}
