/** Who is on the line: name, number and through which group. */

import { Avatar } from '@rapport/ui/components/avatar';
import type { CustomerCall } from '../state/call-kind';

type Props = { readonly call: CustomerCall };

export function Caller({ call: { customer, group } }: Props) {
  const number = customer.number === customer.name ? undefined : customer.number;
  return (
    <div className="flex flex-1 items-center gap-3 sm:min-w-40">
      {/* On a phone the name needs the room. */}
      <span className="contents max-sm:hidden">
        <Avatar id={customer.id} name={customer.name} size="large" />
      </span>
      <div className="calm-ground min-w-0 leading-5">
        <p className="truncate font-semibold">
          <bdi>{customer.name}</bdi>
        </p>
        <p className="digits truncate text-ink-soft text-sm">
          {number && <bdi title={number}>{number} · </bdi>}
          {group.name}
        </p>
      </div>
    </div>
  );
}
