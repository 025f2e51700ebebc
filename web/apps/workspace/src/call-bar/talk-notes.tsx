/** What the agent must know while talking: muted (W10), on hold (W9), sound gone (VC51). */

import type { TalkView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { join } from '@rapport/ui/join';
import { MicOff, Pause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsSpeaking } from '../state/speaking';
import { useTimed } from '../state/timed';

type Props = { readonly talk: TalkView };

export function TalkNotes({ talk }: Props) {
  return (
    <div className="grid justify-items-start gap-0.5 leading-5 md:justify-items-end">
      {talk.silent_since !== undefined && <SilentNote since={talk.silent_since} />}
      {talk.hold_since !== undefined && <HoldNote since={talk.hold_since} />}
      {talk.muted && <MuteNote />}
    </div>
  );
}

const LONG_HOLD_MS = 60_000;

function HoldNote({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFace(now - since));
  const long = useTimed(now => now - since >= LONG_HOLD_MS);
  return (
    <p role="status" className="flex items-center gap-2 text-sm">
      <Pause aria-hidden className="size-4 text-on-break" />
      {t('call.hold-text')}
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
    <p role="status" className="flex items-center gap-2 font-semibold text-busy text-sm">
      <MicOff aria-hidden className="size-4" />
      {t(speaking ? 'call.muted-talking' : 'call.muted')}
    </p>
  );
}

function SilentNote({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFace(now - since));
  return (
    <p role="alert" className="flex items-center gap-2 font-semibold text-busy text-sm">
      <TriangleAlert aria-hidden className="size-4" />
      {t('call.silent', { time })}
    </p>
  );
}
