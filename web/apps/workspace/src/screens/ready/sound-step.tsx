/** Step two: where calls ring and where customers are heard. */

import { canChooseSpeaker } from '@rapport/phone/devices';
import { Button } from '@rapport/ui/components/button';
import { Bell, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences';
import { ringer } from '../../state/ringer';
import { DeviceSelect } from './device-select';
import { useDevices } from './microphone-check';
import { Step } from './step';

type Props = {
  /** The microphone is allowed, so devices have names. */
  readonly ready: boolean;
};

export function SoundStep({ ready }: Props) {
  const { t } = useTranslation();
  const { speakers } = useDevices(ready);
  const preferences = usePreferences();
  const [ringing, setRinging] = useState(false);
  const [tried, setTried] = useState(false);
  useEffect(() => () => ringer.stop(), []);
  const toggle = async () => {
    if (ringing) ringer.stop();
    else {
      await ringer.unlock();
      ringer.start();
    }
    setRinging(!ringing);
    setTried(true);
  };
  return (
    <Step number={2} title={t('ready.sound')} why={t('ready.sound-why')} done={tried}>
      <Button
        icon={ringing ? Square : Bell}
        className="justify-self-start"
        onClick={() => void toggle()}
      >
        {t(ringing ? 'ready.ring-stop' : 'ready.ring-start')}
      </Button>
      {canChooseSpeaker() && ready && (
        <>
          <DeviceSelect
            label={t('ready.device-ringer')}
            devices={speakers}
            value={preferences.ringer}
            onChange={id => usePreferences.setState({ ringer: id })}
          />
          <DeviceSelect
            label={t('ready.device-speaker')}
            devices={speakers}
            value={preferences.speaker}
            onChange={id => usePreferences.setState({ speaker: id })}
          />
        </>
      )}
    </Step>
  );
}
