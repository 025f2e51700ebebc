/** Records three seconds and plays them back (AC06). */

import { type EchoStep, echoTest } from '@rapport/phone/echo-test';
import { Button } from '@rapport/ui/components/button';
import { Disc } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences';

type Props = { readonly stream: MediaStream };

export function EchoTest({ stream }: Props) {
  const { t } = useTranslation();
  const speaker = usePreferences(preferences => preferences.speaker);
  const [step, setStep] = useState<EchoStep>();
  const running = step === 'recording' || step === 'playing';
  const run = () => {
    echoTest(stream, speaker, setStep).catch(() => setStep(undefined));
  };
  return (
    <div className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[11rem_1fr]">
      <span className="text-ink-soft">{t('ready.echo')}</span>
      <span className="flex flex-wrap items-center gap-3">
        <Button icon={Disc} disabled={running} onClick={run}>
          {t(step === 'over' ? 'ready.echo-again' : 'ready.echo-start')}
        </Button>
        <span role="status" className="text-accent empty:hidden">
          {running && t(`ready.echo-${step}`)}
        </span>
      </span>
      <p className="text-ink-faint text-sm sm:col-start-2">{t('ready.echo-why')}</p>
    </div>
  );
}
