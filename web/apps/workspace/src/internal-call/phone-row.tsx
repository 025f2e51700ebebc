/** A SIP phone as one looks for it: its name, whether it is there and free, who takes calls by it, and Call. */

import type { ColleagueView, DirectoryPhone } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Phone, PhoneCall, PhoneOff } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneName } from '../state/own-phone';
import { StatusFact } from '../transfer/status-fact';

type Props = {
  readonly phone: DirectoryPhone;
  readonly colleagues: readonly ColleagueView[];
  /** I can call somebody at all. */
  readonly may: boolean;
  readonly onCall: () => void;
};

const LOOKS = {
  registered: Phone,
  'not-registered': PhoneOff,
  'in-use': PhoneCall,
  member: Phone,
} as const;

export function PhoneRow({ phone, colleagues, may, onCall }: Props) {
  const { t } = useTranslation();
  const facts = useId();
  const { member, unavailable } = phone;
  const name = phoneName(phone);
  const state = unavailable ?? 'registered';
  const holder = colleagues.find(({ id }) => id === member);
  const Picture = LOOKS[state];
  return (
    <li className="flex min-h-14 items-center gap-3 border-line border-b px-1 py-1.5 last:border-b-0">
      <span className="grid size-8 shrink-0 place-items-center rounded-full bg-hover">
        <Picture aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{name}</bdi>
        </p>
        {/* Of a phone that is theirs it is the member who is called. */}
        {holder && (
          <p className="truncate text-ink-faint text-sm">
            <bdi>{holder.name}</bdi>
          </p>
        )}
        <p id={facts} className="digits flex flex-wrap gap-x-3 text-ink-soft text-sm">
          <span>{t(`transfer.phone-${state}`)}</span>
          {holder && <StatusFact colleague={holder} />}
        </p>
      </div>
      <Button
        icon={Phone}
        aria-label={t('internal.call-name', { name })}
        aria-describedby={facts}
        disabled={!may || unavailable !== undefined}
        onClick={onCall}
      >
        {t('dial.call')}
      </Button>
    </li>
  );
}
