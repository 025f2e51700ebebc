/** Whether the browser may show notifications, and how to let it. */

import { Button } from '@rapport/ui/components/button';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly onGranted?: () => void };

export function NotificationTrial({ onGranted }: Props) {
  const { t } = useTranslation();
  const supported = 'Notification' in window;
  const [permission, setPermission] = useState(supported ? Notification.permission : 'denied');
  const ask = async () => {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === 'granted') onGranted?.();
  };
  return (
    <>
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
    </>
  );
}
