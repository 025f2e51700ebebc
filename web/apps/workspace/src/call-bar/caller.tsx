/** Who is on the line: name, number and through which group. */

import type { CallView } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { farEnd, groupName } from '../state/far-end';

type Props = { readonly call: CallView };

export function Caller({ call }: Props) {
  const customer = farEnd(call);
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
          {groupName(call)}
        </p>
      </div>
    </div>
  );
}
