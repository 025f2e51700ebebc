/** Step three: a call is seen while another window is in front. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canNotify } from '../../incoming/desktop-notice';
import { NotificationTrial } from './notification-trial';
import { Step } from './step';

export function NotificationStep() {
  const { t } = useTranslation();
  const [granted, setGranted] = useState(canNotify);
  return (
    <Step
      number={3}
      title={t('ready.notifications')}
      why={t('ready.notifications-why')}
      done={granted}
    >
      <NotificationTrial onGranted={() => setGranted(true)} />
    </Step>
  );
}
