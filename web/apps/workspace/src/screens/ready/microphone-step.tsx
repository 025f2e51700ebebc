/** Step one: the browser's question explained, the level that must move, the echo test; and the way out when denied. */

import { Button } from '@rapport/ui/components/button';
import { LevelMeter } from '@rapport/ui/components/level-meter';
import { Mic, RotateCw, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences';
import { useLevel } from '../../state/speaking';
import { DeviceSelect } from './device-select';
import { EchoTest } from './echo-test';
import { type MicrophoneCheck, useDevices } from './microphone-check';
import { Step } from './step';

type Props = { readonly check: MicrophoneCheck };

export function MicrophoneStep({ check: { state, ask } }: Props) {
  const { t } = useTranslation();
  return (
    <Step
      number={1}
      title={t('ready.microphone')}
      why={t('ready.microphone-why')}
      done={state.step === 'granted'}
    >
      {state.step === 'not-asked' && (
        <Button look="primary" icon={Mic} className="justify-self-start" onClick={ask}>
          {t('ready.allow')}
        </Button>
      )}
      {state.step === 'asking' && (
        <p role="status" className="text-accent">
          {t('ready.asking')}
        </p>
      )}
      {state.step === 'granted' && <Granted stream={state.stream} />}
      {state.step === 'failed' && (
        <div role="alert" className="tinted rounded-lg p-4 [--tint:var(--busy)]">
          <p className="flex items-center gap-2 font-semibold text-busy">
            <TriangleAlert aria-hidden className="size-4" />
            {t(`ready.${state.why}`)}
          </p>
          <p className="mt-1 mb-3">{t(`ready.${state.why}-fix`)}</p>
          <Button icon={RotateCw} onClick={ask}>
            {t('ready.check-again')}
          </Button>
        </div>
      )}
    </Step>
  );
}

const HEARD = 0.35;

function Granted({ stream }: { readonly stream: MediaStream }) {
  const { t } = useTranslation();
  const level = useLevel(stream);
  const [heard, setHeard] = useState(false);
  const { microphones } = useDevices(true);
  const microphone = usePreferences(preferences => preferences.microphone);
  useEffect(() => {
    if (level > HEARD) setHeard(true);
  }, [level]);
  return (
    <>
      <div className="grid gap-1.5">
        <LevelMeter label={t('ready.level')} level={level} bars={32} />
        <p role="status" className={heard ? 'text-available' : 'text-ink-faint'}>
          {t(heard ? 'ready.heard' : 'ready.speak')}
        </p>
      </div>
      <DeviceSelect
        label={t('ready.device-microphone')}
        devices={microphones}
        value={microphone}
        onChange={id => usePreferences.setState({ microphone: id })}
      />
      <EchoTest stream={stream} />
    </>
  );
}
