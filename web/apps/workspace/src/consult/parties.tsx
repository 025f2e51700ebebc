/** The other two, one over the other (W14): who they are, what they do, and whether they hear me. */

import { Avatar } from '@rapport/ui/components/avatar';
import { CountdownRing } from '@rapport/ui/components/countdown-ring';
import { join } from '@rapport/ui/join';
import { AudioLines, LoaderCircle, MicOff, Music, PhoneCall } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSecondsLeft } from '../call-bar/countdown';
import type { CustomerCall } from '../state/call-kind';
import { serverNow } from '../state/timed';
import { isWithMe, type Party, partiesOf } from './party';

type Props = { readonly call: CustomerCall };

export function Parties({ call }: Props) {
  const { t } = useTranslation();
  return (
    <ul
      aria-label={t('consult.parties')}
      className="grid w-full min-w-0 gap-1 sm:w-auto sm:min-w-72 sm:max-w-md sm:flex-1"
    >
      {partiesOf(call).map(party => (
        <Row key={party.role} party={party} />
      ))}
    </ul>
  );
}

function Row({ party }: { readonly party: Party }) {
  const { t } = useTranslation();
  const { id, name, role, isMuted } = party;
  const withMe = isWithMe(party);
  return (
    <li
      data-party={role}
      data-does={party.does.what}
      className={join(
        'calm-ground flex min-w-0 items-center gap-2.5 rounded-md border-l-3 py-0.5 pr-2 pl-2 leading-6',
        withMe ? 'border-in-line bg-surface/80' : 'border-edge/40',
      )}
    >
      <Avatar id={id} name={name} size="small" className={join(!withMe && 'opacity-60')} />
      <span className="min-w-0 truncate font-semibold">
        <span className="sr-only">{t(`consult.${role}`)} </span>
        <bdi>{name}</bdi>
      </span>
      <span
        className={join(
          'ml-auto flex min-w-0 shrink-0 items-center gap-1.5 text-sm',
          withMe ? 'font-medium text-in-line' : 'text-ink-soft',
        )}
      >
        {isMuted && (
          <MicOff
            role="img"
            aria-label={t('consult.muted')}
            className="size-4 shrink-0 text-busy"
          />
        )}
        <Does does={party.does} />
      </span>
    </li>
  );
}

const ICONS = {
  'is-called': LoaderCircle,
  connects: LoaderCircle,
  'talks-with-me': AudioLines,
  'talks-with': PhoneCall,
  confers: AudioLines,
  'hears-music': Music,
} as const;

function Does({ does }: Pick<Party, 'does'>) {
  const { t } = useTranslation();
  if (does.what === 'rings') {
    return (
      <>
        {t('consult.does.rings')}
        <RingLeft since={does.since} until={does.until} />
      </>
    );
  }
  const Icon = ICONS[does.what];
  const name = does.what === 'talks-with' ? does.name : '';
  const isUnderWay = does.what === 'is-called' || does.what === 'connects';
  return (
    <>
      <Icon
        aria-hidden
        className={join('size-4 shrink-0', isUnderWay && 'motion-safe:animate-spin')}
      />
      <span className="truncate">{t(`consult.does.${does.what}`, { name })}</span>
    </>
  );
}

function RingLeft({ since, until }: { readonly since: number; readonly until: number }) {
  const { t } = useTranslation();
  const left = useSecondsLeft(until);
  return (
    <CountdownRing
      from={since}
      until={until}
      now={serverNow()}
      size={24}
      className="text-[0.8em] text-in-line"
    >
      <span title={t('consult.rings-for', { count: left })} className="text-[11px]">
        {left}
      </span>
    </CountdownRing>
  );
}
