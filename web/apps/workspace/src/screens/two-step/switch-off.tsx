/** Switching it off takes what signing in takes: password and code. */

import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { endTotp } from '../../state/account';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { PasswordField } from '../password-field';

type Props = { readonly onDone: () => void; readonly onCancel: () => void };

export function SwitchOff({ onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const attempt = useAttempt();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    const code = String(form.get('code')).replaceAll(/\s/gu, '');
    if (await attempt.run(() => endTotp({ password, code }))) onDone();
  };
  return (
    <form noValidate className="grid max-w-100 gap-4" onSubmit={event => void submit(event)}>
      <FormFailure attempt={attempt} />
      <PasswordField
        name="password"
        label={t('password.current')}
        autoComplete="current-password"
        describedBy={attempt.messageId}
      />
      <Field
        name="code"
        label={t('login.code')}
        hint={t('login.code-hint')}
        autoComplete="one-time-code"
        describedBy={attempt.messageId}
      />
      <div className="flex flex-wrap gap-2">
        <Button submits look="end" busy={attempt.busy} disabled={attempt.wait > 0}>
          {t('two-step.off')}
        </Button>
        <Button onClick={onCancel}>{t('settings.cancel')}</Button>
      </div>
    </form>
  );
}
