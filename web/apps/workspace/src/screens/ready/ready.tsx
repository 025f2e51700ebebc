/** First use, and later the devices (W3): microphone, ringtone, notifications; then Online. */

import { Button } from '@rapport/ui/components/button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { goOnline } from '../../frame/status-going';
import { usePicture } from '../../state/live';
import { useLogin } from '../../state/login';
import { startPhone, stopPhone } from '../../state/phone';
import { usePreferences, type VoiceSetup } from '../../state/preferences';
import { ringer } from '../../state/ringer';
import { usePageTitle } from '../page-title';
import { ConnectionStep } from './connection-step';
import { useMicrophoneCheck } from './microphone-check';
import { MicrophoneStep } from './microphone-step';
import { NotificationStep } from './notification-step';
import { SoundStep } from './sound-step';

export function Ready() {
  const { t } = useTranslation();
  usePageTitle(t('ready.title'));
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/signed-in/framed/ready' });
  const check = useMicrophoneCheck();
  const offline = usePicture(({ me }) => me.label === 'offline');
  const granted = check.state.step === 'granted';

  const decide = (voice: VoiceSetup) => {
    void ringer.unlock();
    // What follows is done here, by hand: the automatic way after a login is not needed any more.
    useLogin.setState({ fresh: false });
    usePreferences.setState({ voice });
    if (voice === 'voice') startPhone();
    else stopPhone();
    if (offline) void goOnline();
    void navigate({ to: from ?? '/' });
  };

  return (
    <div className="flex h-full flex-col bg-canvas">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-170 gap-3 px-4 py-6">
          <header className="mb-2">
            <h1 className="font-semibold text-xl tracking-tight">{t('ready.title')}</h1>
            <p className="text-ink-soft">{t('ready.subtitle')}</p>
          </header>
          <MicrophoneStep check={check} />
          <SoundStep ready={granted} />
          <NotificationStep />
          <ConnectionStep />
        </div>
      </div>
      <footer className="border-line border-t">
        <div className="mx-auto flex max-w-170 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <Button look="primary" size="large" disabled={!granted} onClick={() => decide('voice')}>
            {t(offline ? 'ready.online' : 'ready.done')}
          </Button>
          <p className="min-w-0 flex-1 text-ink-faint text-sm max-sm:order-first max-sm:min-w-full">
            {granted ? offline && t('ready.online-hint') : t('ready.needs-microphone')}
          </p>
          <Button look="quiet" title={t('ready.skip-why')} onClick={() => decide('chat-only')}>
            {t('ready.skip')}
          </Button>
        </div>
      </footer>
    </div>
  );
}
