/** The sign-in page (W1). It never says which of the two fields was wrong. */

import { Notice } from '@rapport/ui/components/notice';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountPage } from '../account-page';
import { LoginForm } from './login-form';
import { OfflineNotice } from './offline-notice';

export function Login() {
  const { t } = useTranslation();
  const { ended } = useSearch({ from: '/login' });
  return (
    <AccountPage title={t('login.title')} why={t('login.subtitle')}>
      <div className="grid gap-4">
        {ended && (
          <Notice tone="plain" role="status">
            {t(`login.ended.${ended}`)}
          </Notice>
        )}
        <OfflineNotice />
        <LoginForm />
      </div>
    </AccountPage>
  );
}
