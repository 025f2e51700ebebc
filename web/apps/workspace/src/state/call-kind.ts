/** The two kinds of call: with a customer, who came through a group or was called for one; or between two colleagues (VC30). */

import type { CallView, CustomerView, GroupRef, MemberName } from '@rapport/live/wire';

export type CustomerCall = CallView & {
  readonly customer: CustomerView;
  readonly group: GroupRef;
};

export type InternalCall = CallView & { readonly colleague: MemberName };

export function withCustomer(call: CallView): call is CustomerCall {
  return call.customer !== undefined && call.group !== undefined;
}

export function isInternal(call: CallView): call is InternalCall {
  return call.colleague !== undefined;
}

/** Who is at the other end, by name. */
export function otherName({ customer, colleague }: CallView): string {
  return customer?.name ?? colleague?.name ?? '';
}
