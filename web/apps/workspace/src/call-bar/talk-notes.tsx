/** What the agent must know while talking: muted (W10) or perhaps so (VC53), on hold (W9), sound gone (VC51), the end of a call out (VC06). */

import type { TalkView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { MicOff, Pause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChosenPhone } from '../state/own-phone';
import { useIsDead, useIsSpeaking } from '../state/speaking';
import { useTimed } from '../state/timed';

type Props = {
  readonly talk: TalkView;
  /** VC30: who is talked with, where that is no customer. */
  readonly colleague?: string;
};

export function TalkNotes({ talk, colleague }: Props) {
  // Its microphone is not this browser's.
  const handset = useChosenPhone();
  return (
    <div className="grid justify-items-start gap-0.5 leading-5 empty:hidden max-md:order-1 max-md:w-full md:max-w-max md:grow-3 md:basis-64 md:justify-items-end">
      {talk.silent_since !== undefined ? (
        // What it means for the customer is the same as on hold, and more urgent.
        <SilentNote since={talk.silent_since} colleague={colleague} />
      ) : (
        talk.hold_since !== undefined && (
          <HoldNote
            since={talk.hold_since}
            apart={talk.hold_apart === true}
            colleague={colleague}
          />
        )
      )}
      {talk.muted ? <MuteNote /> : !handset && <DeadNote />}
      {talk.ends !== undefined && <EndNote at={talk.ends} />}
    </div>
  );
}

/** On a ground of its own, so that the stripes of a muted bar do not run through the words. */
const NOTE = 'flex items-center gap-2 rounded-md bg-surface/80 px-2 text-sm leading-5.5';
const LONG_HOLD_MS = 60_000;

type NoteProps = { readonly since: number; readonly colleague: string | undefined };

function HoldNote({ since, apart, colleague }: NoteProps & { readonly apart: boolean }) {
  const { t } = useTranslation();
  const whom = colleague === undefined ? 'call' : 'internal';
  const time = useTimed(now => clockFace(now - since));
  const long = useTimed(now => now - since >= LONG_HOLD_MS);
  return (
    <p role="status" className={NOTE}>
      <Pause aria-hidden className="size-4 shrink-0 text-on-break" />
      {t(`${whom}.hold-text${apart ? '-apart' : ''}`, { name: colleague ?? '' })}
      <span className={join('digits font-semibold', long && 'text-on-break')} aria-live="off">
        {time}
      </span>
    </p>
  );
}

function MuteNote() {
  const { t } = useTranslation();
  const speaking = useIsSpeaking();
  return (
    <p role="status" className={`${NOTE} font-semibold text-busy`}>
      <MicOff aria-hidden className="size-4" />
      {t(speaking ? 'call.muted-talking' : 'call.muted')}
    </p>
  );
}

/** VC06: a call out lasts only so long. */
function EndNote({ at }: { readonly at: number }) {
  const { t, i18n } = useTranslation();
  return (
    <p role="status" className={`${NOTE} font-semibold text-on-break`}>
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      {t('call.ends', { time: timeWithSeconds(at, i18n.language) })}
    </p>
  );
}

function DeadNote() {
  const { t } = useTranslation();
  if (!useIsDead()) return null;
  return (
    <p role="status" className={`${NOTE} font-semibold text-on-break`}>
      <MicOff aria-hidden className="size-4 shrink-0" />
      {t('call.perhaps-muted')}
    </p>
  );
}

function SilentNote({ since, colleague }: NoteProps) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFace(now - since));
  return (
    <p role="alert" className={`${NOTE} font-semibold text-busy`}>
      <TriangleAlert aria-hidden className="size-4" />
      {colleague === undefined
        ? t('call.silent', { time })
        : t('internal.silent', { time, name: colleague })}
    </p>
  );
}
