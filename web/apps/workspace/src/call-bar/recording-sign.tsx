/** Whether the talk is kept (W8): a red dot and the word, how long a pause lasts, or that keeping it failed (F13). */

import type { CallView, ConsultView } from '@rapport/live/wire';
import { clockFaceLeft } from '@rapport/ui/format/duration';
import { CirclePause, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTimed } from '../state/timed';
import { isUnrecorded } from './unrecorded';

type Props = { readonly call: CallView };

const SIGN =
  'calm-ground inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-sm leading-5';

export function RecordingSign({ call: { recording, recording_resumes, consult } }: Props) {
  const { t } = useTranslation();
  // VC43: the agent's side is what the customer hears, and the customer does not hear this.
  const apart = consult?.state === 'talking' && consult.with === 'consultant';
  switch (recording) {
    case 'off':
      return null;
    case 'on':
      return (
        <p role="status" className={`${SIGN} text-busy`}>
          <span
            aria-hidden
            className="size-2.5 rounded-full bg-busy motion-safe:animate-pulse-soft"
          />
          {t(apart ? 'consult.recording' : 'call.recording')}
        </p>
      );
    case 'paused':
      return (
        <p role="status" className={`${SIGN} text-on-break`}>
          <CirclePause aria-hidden className="size-4" />
          {t(pausedWord(consult))}
          {recording_resumes !== undefined && <Resumes at={recording_resumes} />}
        </p>
      );
    case 'failed':
      return (
        <p role="status" className={`${SIGN} text-ink-soft`} title={t('call.recording-failed-why')}>
          <CircleSlash aria-hidden className="size-4" />
          {t('call.recording-failed')}
          <span className="sr-only">{t('call.recording-failed-why')}</span>
        </p>
      );
  }
}

function pausedWord(consult: ConsultView | undefined) {
  if (!isUnrecorded(consult)) return 'call.recording-paused';
  return consult?.asked.kind === 'phone' ? 'consult.unrecorded-phone' : 'consult.unrecorded';
}

/** A forgotten pause ends by itself; counting down is for eyes only. */
function Resumes({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFaceLeft(at - now));
  return (
    <span className="digits font-semibold" aria-live="off" title={t('call.recording-resumes')}>
      <span className="sr-only">{t('call.recording-resumes')} </span>
      {time}
    </span>
  );
}
