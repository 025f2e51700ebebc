/** The microphone, from the question to the moving bars: used at first login and in the settings alike. */

import { Button } from '@rapport/ui/components/button';
import { LevelMeter } from '@rapport/ui/components/level-meter';
import { Notice } from '@rapport/ui/components/notice';
import { Mic, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences';
import { useLevel } from '../../state/speaking';
import { browserKind } from './browser-kind';
import { DeviceSelect } from './device-select';
import { EchoTest } from './echo-test';
import { type MicrophoneCheck, useDevices } from './microphone-check';
import { PromptPicture } from './prompt-picture';

type Props = { readonly check: MicrophoneCheck };

export function MicrophoneTrial({ check: { state, ask } }: Props) {
  const { t } = useTranslation();
  switch (state.step) {
    case 'not-asked':
      return (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button look="primary" icon={Mic} onClick={ask}>
            {t('ready.allow')}
          </Button>
          <PromptPicture />
        </div>
      );
    case 'asking':
      return (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <p role="status" className="min-w-40 flex-1 text-accent">
            {t('ready.asking')}
          </p>
          <PromptPicture />
        </div>
      );
    case 'granted':
      return <Granted stream={state.stream} />;
    case 'failed':
      return (
        <>
          <Notice tone="bad" role="alert">
            <p className="font-semibold text-busy">{t(`ready.${state.why}`)}</p>
            <p className="mt-1 mb-3">
              {t(
                state.why === 'denied'
                  ? `ready.denied-fix.${browserKind()}`
                  : `ready.${state.why}-fix`,
              )}
            </p>
            <Button icon={RotateCw} onClick={ask}>
              {t('ready.check-again')}
            </Button>
          </Notice>
          {state.why === 'busy' && <Choice />}
        </>
      );
  }
}

const HEARD = 0.35;

function Granted({ stream }: { readonly stream: MediaStream }) {
  const { t } = useTranslation();
  const level = useLevel(stream);
  const [heard, setHeard] = useState(false);
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
      <Choice />
      <EchoTest stream={stream} />
    </>
  );
}

function Choice() {
  const { t } = useTranslation();
  const { microphones } = useDevices(true);
  const microphone = usePreferences(preferences => preferences.microphone);
  return (
    <DeviceSelect
      label={t('ready.device-microphone')}
      devices={microphones}
      value={microphone}
      onChange={id => usePreferences.setState({ microphone: id })}
    />
  );
}
