/** VC12: a SIP phone, whether it is there and free, and who takes calls by it. */

import type { ColleagueView, DirectoryPhone, Uuid } from '@rapport/live/wire';
import { join } from '@rapport/ui/join';
import { Phone, PhoneCall, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { phoneName } from '../state/own-phone';
import { Row } from './row';
import { StatusFact } from './status-fact';

type Props = {
  readonly phone: DirectoryPhone;
  readonly colleagues: readonly ColleagueView[] | undefined;
  readonly radios: string;
  readonly chosen: boolean;
  readonly onChoose: (id: Uuid) => void;
};

const LOOKS = {
  registered: [Phone, 'text-available'],
  'not-registered': [PhoneOff, 'text-ink-faint'],
  'in-use': [PhoneCall, 'text-in-line'],
} as const;

export function PhoneRow({ phone, colleagues, ...row }: Props) {
  const { t } = useTranslation();
  const { id, member, unavailable } = phone;
  const holder = colleagues?.find(colleague => colleague.id === member);
  const forMember = unavailable === 'member';
  const state = forMember ? undefined : (unavailable ?? 'registered');
  const [Icon, colour] = LOOKS[state ?? 'registered'];
  return (
    <Row
      {...row}
      id={id}
      name={phoneName(phone)}
      impossible={unavailable !== undefined}
      picture={
        <span className="grid size-8 shrink-0 place-items-center rounded-full bg-hover">
          <Icon aria-hidden className={join('size-4', forMember ? 'text-ink-faint' : colour)} />
        </span>
      }
      facts={
        <>
          {state && <span>{t(`transfer.phone-${state}`)}</span>}
          {holder && (
            <span className="flex min-w-0 gap-x-2">
              <bdi className="truncate">{holder.name}</bdi>
              {/* Of a phone that is theirs it is the member who is called. */}
              <StatusFact colleague={holder} />
            </span>
          )}
        </>
      }
    />
  );
}
