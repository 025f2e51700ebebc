/** With whom it was: the customer, or the two colleagues of an internal call (VC30). */

import type { RecordRow } from '@rapport/live/wire';
import i18next from 'i18next';

export function recordName({ customer, member, called }: RecordRow): string {
  if (customer) return customer.name;
  const [one, other] = [member?.name ?? '', called?.name ?? ''];
  return i18next.t('internal.between', { caller: one, called: other });
}
