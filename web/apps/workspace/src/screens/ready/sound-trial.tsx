/** Where calls ring and where customers are heard, with the ringtone to try. */

import { canChooseSpeaker } from '@rapport/phone/devices';
import { Button } from '@rapport/ui/components/button';
import { Bell, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../state/preferences';
import { ringer } from '../../state/ringer';
import { DeviceSelect } from './device-select';
import { useDevices } from './microphone-check';

type Props = {
  /** The microphone is allowed, so devices have names. */
  readonly named: boolean;
  readonly onTried?: () => void;
};

export function SoundTrial({ named, onTried }: Props) {
  const { t } = useTranslation();
  const { speakers } = useDevices(named);
  const preferences = usePreferences();
  const [ringing, setRinging] = useState(false);
  // An offer that rings meanwhile is not silenced by leaving this page.
  useEffect(() => () => void (ringing && ringer.stop()), [ringing]);
  const toggle = async () => {
    if (ringing) ringer.stop();
    else {
      await ringer.unlock();
      ringer.start();
    }
    setRinging(!ringing);
    onTried?.();
  };
  return (
    <>
      <Button
        icon={ringing ? Square : Bell}
        className="justify-self-start"
        onClick={() => void toggle()}
      >
        {t(ringing ? 'ready.ring-stop' : 'ready.ring-start')}
      </Button>
      {canChooseSpeaker() && named && (
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
    </>
  );
}
