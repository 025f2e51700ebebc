/** VC30: a colleague or a SIP phone at the other end, and that the call is within the house. */

import { useTranslation } from 'react-i18next';
import { type InternalCall, otherName } from '../state/call-kind';
import { InsidePicture } from './inside-picture';

type Props = { readonly call: InternalCall };

export function Colleague({ call }: Props) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-1 items-center gap-3 sm:min-w-40">
      <span className="contents max-sm:hidden">
        <InsidePicture call={call} />
      </span>
      <div className="calm-ground min-w-0 leading-5">
        <p className="truncate font-semibold">
          <bdi>{otherName(call)}</bdi>
        </p>
        <p className="text-ink-soft text-sm">{t('internal.label')}</p>
      </div>
    </div>
  );
}
