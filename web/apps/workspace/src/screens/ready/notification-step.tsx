/** Step three: a call is seen while another window is in front. */

import { Button } from '@rapport/ui/components/button';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Step } from './step';

export function NotificationStep() {
  const { t } = useTranslation();
  const supported = 'Notification' in window;
  const [permission, setPermission] = useState(supported ? Notification.permission : 'denied');
  const ask = async () => setPermission(await Notification.requestPermission());
  return (
    <Step
      number={3}
      title={t('ready.notifications')}
      why={t('ready.notifications-why')}
      done={permission === 'granted'}
    >
      {supported && permission === 'default' && (
        <Button icon={BellRing} className="justify-self-start" onClick={() => void ask()}>
          {t('ready.notifications-allow')}
        </Button>
      )}
      <p role="status" className="text-ink-faint empty:hidden">
        {!supported && t('ready.notifications-none')}
        {supported && permission === 'granted' && t('ready.notifications-on')}
        {supported && permission === 'denied' && t('ready.notifications-denied')}
      </p>
    </Step>
  );
}
