/** Who is at the other end of a call, and through which group: an internal call (VC30) has a colleague there, and no group. */

import type { CallView, CustomerView } from '@rapport/live/wire';
import i18next from 'i18next';

export function farEnd({ customer, colleague }: CallView): CustomerView {
  // The server names one of the two.
  return customer ?? colleague ?? { id: '', name: '' };
}

export function groupName({ group }: CallView): string {
  return group?.name ?? i18next.t('call.internal');
}
