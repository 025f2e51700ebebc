/** A new password by the one-time link that was mailed or handed over (AC09). The secret stays behind the `#`. */

import type { LinkTarget } from '@rapport/live/wire';
import { Notice } from '@rapport/ui/components/notice';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readLink, resetPassword } from '../../state/account';
import { AccountPage } from '../account-page';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { NewPassword } from '../password/new-password';
import { SubmitButton } from '../submit-button';
import { useLinkSecret } from './link-secret';

export function ResetPassword() {
  const { t } = useTranslation();
  const token = useLinkSecret();
  const [target, setTarget] = useState<LinkTarget>();
  const [value, setValue] = useState('');
  const [done, setDone] = useState(false);
  const reading = useAttempt();
  const attempt = useAttempt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the link that was opened
  useEffect(() => {
    void reading.run(async () => setTarget(await readLink(token)));
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const confirm = String(new FormData(event.currentTarget).get('confirm'));
    if (await attempt.run(() => resetPassword({ token, new: value, confirm }))) setDone(true);
  };
  if (done) {
    return (
      <AccountPage title={t('reset.done')}>
        <div className="grid gap-4">
          <Notice tone="good" role="status">
            {t('reset.done-why')}
          </Notice>
          <Link to="/login" className="justify-self-center text-accent hover:underline">
            {t('forgot.back')}
          </Link>
        </div>
      </AccountPage>
    );
  }
  return (
    <AccountPage title={t('reset.title')} why={target && t('reset.for', { email: target.email })}>
      <div className="grid gap-4">
        <FormFailure attempt={reading} />
        {reading.failure && (
          <Link to="/forgot-password" className="justify-self-center text-accent hover:underline">
            {t('reset.again')}
          </Link>
        )}
        {target && (
          <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
            <FormFailure attempt={attempt} />
            {/* For password managers: whose password this is. */}
            <input hidden readOnly name="username" autoComplete="username" value={target.email} />
            <NewPassword
              value={value}
              onChange={setValue}
              token={token}
              describedBy={attempt.messageId}
            />
            <SubmitButton attempt={attempt} size="large">
              {t('reset.submit')}
            </SubmitButton>
          </form>
        )}
      </div>
    </AccountPage>
  );
}
