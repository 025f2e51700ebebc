/** Who asks (VC15), and about which call: it is the colleague who is answered, not the customer. */

import type { CallView, MemberName } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { useTranslation } from 'react-i18next';
import { farEnd, groupName } from '../state/far-end';

type Props = { readonly call: CallView; readonly by: MemberName };

export function Asker({ call, by: { id, name } }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-1 items-center gap-3 sm:min-w-40">
      <span className="contents max-sm:hidden">
        <Avatar id={id} name={name} size="large" />
      </span>
      <div className="calm-ground min-w-0 leading-5">
        <p className="truncate font-semibold">{t('call.handed.consult', { name })}</p>
        <p className="truncate text-ink-soft text-sm">
          <bdi>{farEnd(call).name}</bdi> · {groupName(call)}
        </p>
      </div>
    </div>
  );
}
