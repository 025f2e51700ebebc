/** The password that was mailed opens the door once (AC03, W2): before anything else comes one of one's own. */

import { Button } from '@rapport/ui/components/button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../state/account';
import { logOut, renewLogin, useLogin } from '../../state/login';
import { AccountPage } from '../account-page';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { NewPassword } from '../password/new-password';
import { PasswordField } from '../password-field';
import { SubmitButton } from '../submit-button';
import { nextPlace } from './next-place';

export function FirstPassword() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/signed-in/first-password' });
  const email = useLogin(({ myself }) => myself?.email);
  const [value, setValue] = useState('');
  const attempt = useAttempt();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [current, confirm] = [String(form.get('current')), String(form.get('confirm'))];
    await attempt.run(async () => {
      await changePassword({ current, new: value, confirm });
      await navigate(nextPlace(await renewLogin(), from));
    });
  };
  return (
    <AccountPage title={t('first-password.title')} why={t('first-password.why')}>
      <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
        <FormFailure attempt={attempt} />
        <input hidden readOnly name="username" autoComplete="username" value={email ?? ''} />
        <PasswordField
          name="current"
          label={t('first-password.current')}
          autoComplete="current-password"
          describedBy={attempt.messageId}
        />
        <NewPassword value={value} onChange={setValue} describedBy={attempt.messageId} />
        <div className="mt-1 grid gap-2">
          <SubmitButton attempt={attempt} size="large">
            {t('first-password.submit')}
          </SubmitButton>
          <Button look="quiet" onClick={() => void attempt.run(logOut)}>
            {t('account.sign-out')}
          </Button>
        </div>
      </form>
    </AccountPage>
  );
}
