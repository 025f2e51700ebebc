/** A colleague as one looks for them: who, what they do now, why they cannot be rung where that is so, and Call. */

import type { ColleagueView } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { Button } from '@rapport/ui/components/button';
import { Phone } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusFact } from '../transfer/status-fact';

type Props = {
  readonly colleague: ColleagueView;
  /** I can call somebody at all. */
  readonly may: boolean;
  readonly onCall: () => void;
};

export function ColleagueRow({ colleague, may, onCall }: Props) {
  const { t } = useTranslation();
  const facts = useId();
  const { id, name, email, unavailable } = colleague;
  return (
    <li className="flex min-h-14 items-center gap-3 border-line border-b px-1 py-1.5 last:border-b-0">
      <Avatar id={id} name={name} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{name}</bdi>
        </p>
        <p className="truncate text-ink-faint text-sm" title={email}>
          <bdi>{email}</bdi>
        </p>
        <p id={facts} className="digits flex flex-wrap gap-x-3 text-ink-soft text-sm">
          <StatusFact colleague={colleague} timed />
          {/* A status that forbids it says so by itself. */}
          {unavailable && unavailable !== 'status' && (
            <span>{t(`unavailable.${unavailable}`)}</span>
          )}
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
