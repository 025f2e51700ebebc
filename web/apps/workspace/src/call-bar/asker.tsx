/** Who asks (VC15), and about which call: it is the colleague who is answered, not the customer. */

import type { MemberName } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { useTranslation } from 'react-i18next';
import type { CustomerCall } from '../state/call-kind';

type Props = { readonly call: CustomerCall; readonly by: MemberName };

export function Asker({ call: { customer, group }, by: { id, name } }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-1 items-center gap-3 sm:min-w-40">
      <span className="contents max-sm:hidden">
        <Avatar id={id} name={name} size="large" />
      </span>
      <div className="calm-ground min-w-0 leading-5">
        <p className="truncate font-semibold">{t('call.handed.consult', { name })}</p>
        <p className="truncate text-ink-soft text-sm">
          <bdi>{customer.name}</bdi> · {group.name}
        </p>
      </div>
    </div>
  );
}
