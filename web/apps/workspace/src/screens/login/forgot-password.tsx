/** Asks for a link to set a new password (AC09). The answer is the same for every address. */

import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgotPassword } from '../../state/account';
import { AccountPage } from '../account-page';
import { type Failure, useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { SubmitButton } from '../submit-button';

export function ForgotPassword() {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const [asked, setAsked] = useState<string>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email')).trim();
    if (!email) attempt.refuse('no-email');
    else if (await attempt.run(() => forgotPassword(email))) setAsked(email);
  };
  const words = ({ code }: Failure) => (code === 'no-email' ? t('forgot.no-email') : undefined);
  return (
    <AccountPage title={t('forgot.title')} why={asked ? undefined : t('forgot.why')}>
      <div className="grid gap-4">
        {asked ? (
          <Notice tone="good" role="status">
            {t('forgot.sent', { email: asked })}
          </Notice>
        ) : (
          <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
            <FormFailure attempt={attempt} words={words} />
            <Field
              name="email"
              label={t('login.email')}
              type="email"
              autoComplete="username"
              describedBy={attempt.messageId}
              invalid={attempt.failure !== undefined}
            />
            <SubmitButton attempt={attempt} size="large">
              {t('forgot.submit')}
            </SubmitButton>
          </form>
        )}
        <Link to="/login" className="justify-self-center text-accent hover:underline">
          {t('forgot.back')}
        </Link>
      </div>
    </AccountPage>
  );
}
