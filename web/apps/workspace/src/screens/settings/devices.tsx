/** Microphone, ringtone and voice of this computer, each tried where it is chosen (AC06). */

import { Button } from '@rapport/ui/components/button';
import { Switch } from '@rapport/ui/components/switch';
import { useTranslation } from 'react-i18next';
import { startPhone, stopPhone } from '../../state/phone';
import { usePreferences } from '../../state/preferences';
import { Card } from '../card';
import { useMicrophoneCheck } from '../ready/microphone-check';
import { MicrophoneTrial } from '../ready/microphone-trial';
import { SoundTrial } from '../ready/sound-trial';

export function Devices() {
  const { t } = useTranslation();
  const check = useMicrophoneCheck();
  const granted = check.state.step === 'granted';
  return (
    <>
      <CallsHere granted={granted} />
      <Card title={t('ready.microphone')}>
        <div className="grid gap-3 p-4">
          <MicrophoneTrial check={check} />
        </div>
      </Card>
      <Card title={t('ready.sound')}>
        <div className="grid gap-3 p-4">
          <p className="text-ink-soft">{t('ready.sound-why')}</p>
          <SoundTrial named={granted} />
        </div>
      </Card>
      <Processing />
    </>
  );
}

/** Whether this browser takes calls at all: the answer to "Skip: chat only", to be changed here at any time. */
function CallsHere({ granted }: { readonly granted: boolean }) {
  const { t } = useTranslation();
  const takesCalls = usePreferences(({ voice }) => voice === 'voice');
  const set = (voice: 'voice' | 'chat-only') => {
    usePreferences.setState({ voice });
    if (voice === 'voice') startPhone();
    else stopPhone();
  };
  return (
    <Card title={t('settings.calls-here')}>
      <div className="flex flex-wrap items-center gap-3 p-4">
        <p className="min-w-50 flex-1 text-ink-soft">
          {t(takesCalls ? 'settings.calls-here-on' : 'settings.calls-here-off')}
        </p>
        {takesCalls ? (
          <Button onClick={() => set('chat-only')}>{t('settings.chat-only')}</Button>
        ) : (
          <Button look="primary" disabled={!granted} onClick={() => set('voice')}>
            {t('settings.take-calls')}
          </Button>
        )}
      </div>
    </Card>
  );
}

const SWITCHES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

function Processing() {
  const { t } = useTranslation();
  const preferences = usePreferences();
  return (
    <Card title={t('settings.processing')}>
      <div className="grid gap-4 p-4">
        {SWITCHES.map(each => (
          <Switch
            key={each}
            label={t(`settings.${each}`)}
            why={t(`settings.${each}-why`)}
            on={preferences[each]}
            onChange={on => usePreferences.setState({ [each]: on })}
          />
        ))}
      </div>
    </Card>
  );
}
