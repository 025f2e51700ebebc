/** VC15: the other two of a call in which somebody is asked, and what each does now. Pure. */

import type { Uuid } from '@rapport/live/wire';
import type { CustomerCall } from '../state/call-kind';

export type Party = {
  readonly id: Uuid;
  readonly name: string;
  readonly role: 'customer' | 'colleague' | 'outside' | 'phone';
  readonly does: /** It rings there until then, on the server's clock. */
    | { readonly what: 'rings'; readonly since: number; readonly until: number }
    | { readonly what: 'is-called' }
    | { readonly what: 'connects' }
    | { readonly what: 'talks-with-me' }
    | { readonly what: 'talks-with'; readonly name: string }
    | { readonly what: 'confers' }
    | { readonly what: 'hears-music' };
  readonly isMuted: boolean;
};

/** The customer first; nobody where nobody is asked. */
export function partiesOf(call: CustomerCall): readonly Party[] {
  const { consult, consulted_by: asker } = call;
  if (!consult) return [];
  const customer = { ...call.customer, role: 'customer', isMuted: false } as const;
  if (asker) {
    const agent = { ...asker, role: 'colleague', isMuted: false } as const;
    switch (consult.with) {
      case 'consultant':
        return [
          { ...customer, does: { what: 'hears-music' } },
          { ...agent, does: { what: 'talks-with-me' } },
        ];
      case 'customer':
        return [
          { ...customer, does: { what: 'talks-with', name: asker.name } },
          { ...agent, does: { what: 'talks-with', name: customer.name } },
        ];
      case 'all':
        return [
          { ...customer, does: { what: 'confers' } },
          { ...agent, does: { what: 'confers' } },
        ];
    }
  }
  const { asked, muted: isMuted } = consult;
  const { kind: role, id, name } = asked;
  const colleague = { id, name, role, isMuted } as const;
  switch (consult.state) {
    case 'calling':
      return [
        { ...customer, does: { what: 'hears-music' } },
        { ...colleague, does: { what: 'is-called' } },
      ];
    case 'ringing':
      return [
        { ...customer, does: { what: 'hears-music' } },
        {
          ...colleague,
          does: { what: 'rings', since: consult.since, until: consult.until ?? consult.since },
        },
      ];
    case 'connecting':
      return [
        { ...customer, does: { what: 'hears-music' } },
        { ...colleague, does: { what: 'connects' } },
      ];
    case 'talking':
      return [
        { ...customer, does: CUSTOMER_DOES[consult.with] },
        { ...colleague, does: COLLEAGUE_DOES[consult.with] },
      ];
  }
}

const CUSTOMER_DOES = {
  consultant: { what: 'hears-music' },
  customer: { what: 'talks-with-me' },
  all: { what: 'confers' },
} as const;
const COLLEAGUE_DOES = {
  consultant: { what: 'talks-with-me' },
  customer: { what: 'hears-music' },
  all: { what: 'confers' },
} as const;

/** Whether I hear them and they hear me. */
export function isWithMe({ does }: Party): boolean {
  return does.what === 'talks-with-me' || does.what === 'confers';
}
