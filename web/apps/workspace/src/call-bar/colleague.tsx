/** VC30: a colleague at the other end, and that the call is within the house. */

import type { MemberName } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { useTranslation } from 'react-i18next';

type Props = { readonly colleague: MemberName };

export function Colleague({ colleague: { id, name } }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-1 items-center gap-3 sm:min-w-40">
      <span className="contents max-sm:hidden">
        <Avatar id={id} name={name} size="large" />
      </span>
      <div className="calm-ground min-w-0 leading-5">
        <p className="truncate font-semibold">
          <bdi>{name}</bdi>
        </p>
        <p className="text-ink-soft text-sm">{t('internal.label')}</p>
      </div>
    </div>
  );
}
