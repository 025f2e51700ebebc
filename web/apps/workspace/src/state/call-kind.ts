/** The two kinds of call: with a customer, who came through a group or was called for one; or within the house (VC30). */

import type { CallView, CustomerView, GroupRef, MemberName } from '@rapport/live/wire';
import { phoneName } from './own-phone';

export type CustomerCall = CallView & {
  readonly customer: CustomerView;
  readonly group: GroupRef;
};

export type InternalCall = CallView & { readonly direction: 'internal' };

export function withCustomer(call: CallView): call is CustomerCall {
  return call.customer !== undefined && call.group !== undefined;
}

export function isInternal(call: CallView): call is InternalCall {
  return call.direction === 'internal';
}

/** The other one of an internal call: a colleague, or a SIP phone that is nobody's. */
export function otherInside({ colleague, phone }: CallView): MemberName {
  return colleague ?? { id: phone?.id ?? '', name: phone ? phoneName(phone) : '' };
}

/** Who is at the other end, by name. */
export function otherName(call: CallView): string {
  return call.customer?.name ?? otherInside(call).name;
}
