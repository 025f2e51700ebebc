/** Who is at the other end: a customer, or a colleague or a SIP phone of the house (VC30). */

import type { CallView } from '@rapport/live/wire';
import { isInternal, withCustomer } from '../state/call-kind';
import { Caller } from './caller';
import { Colleague } from './colleague';

type Props = { readonly call: CallView };

export function Who({ call }: Props) {
  if (isInternal(call)) return <Colleague call={call} />;
  return withCustomer(call) ? <Caller call={call} /> : null;
}
