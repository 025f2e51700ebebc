/** With whom it was: the customer, or the two of an internal call (VC30). */

import type { RecordRow } from '@rapport/live/wire';
import i18next from 'i18next';
import { phoneName } from '../../state/own-phone';

type Called = {
  readonly called?: RecordRow['called'] | undefined;
  readonly phone?: RecordRow['phone'] | undefined;
};

export function recordName(record: RecordRow): string {
  const { customer, member } = record;
  if (customer) return customer.name;
  const [caller, called] = [member?.name ?? '', calledName(record) ?? ''];
  return i18next.t('internal.between', { caller, called });
}

/** VC30: whom the member called in the house: a colleague, or a SIP phone. */
export function calledName({ called, phone }: Called): string | undefined {
  return called?.name ?? (phone && phoneName(phone));
}
