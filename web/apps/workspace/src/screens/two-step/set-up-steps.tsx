/** Setting it up: the password once more, the picture for the phone, and the first code as proof. */

import type { TotpSecret } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginTotp, confirmTotp } from '../../state/account';
import { type Attempt, useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { PasswordField } from '../password-field';
import { SubmitButton } from '../submit-button';

type Props = {
  readonly onDone: (codes: readonly string[]) => void;
  readonly onCancel?: () => void;
};

export function SetUpSteps({ onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<TotpSecret>();
  const attempt = useAttempt();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    await attempt.run(async () => {
      if (!secret) setSecret(await beginTotp(String(form.get('password'))));
      else onDone(await confirmTotp(String(form.get('code')).replaceAll(/\s/gu, '')));
    });
  };
  return (
    <form noValidate className="grid max-w-100 gap-4" onSubmit={event => void submit(event)}>
      <FormFailure attempt={attempt} />
      {secret ? (
        <Scan secret={secret} attempt={attempt} />
      ) : (
        <PasswordField
          name="password"
          label={t('password.current')}
          autoComplete="current-password"
          describedBy={attempt.messageId}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <SubmitButton attempt={attempt}>
          {t(secret ? 'two-step.confirm' : 'two-step.next')}
        </SubmitButton>
        {onCancel && <Button onClick={onCancel}>{t('settings.cancel')}</Button>}
      </div>
    </form>
  );
}

type ScanProps = { readonly secret: TotpSecret; readonly attempt: Attempt };

function Scan({ secret, attempt }: ScanProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="flex flex-wrap items-start gap-4">
        {/* Phones read dark on light, whatever the theme. */}
        <img
          alt={t('two-step.picture')}
          src={`data:image/svg+xml,${encodeURIComponent(secret.qr_svg)}`}
          className="size-44 shrink-0 rounded-lg border border-line bg-on-strong p-2"
        />
        <div className="grid min-w-40 flex-1 gap-2">
          <p>{t('two-step.scan')}</p>
          <p className="text-ink-faint text-sm">{t('two-step.type')}</p>
          <code className="select-all break-words font-mono text-sm">{secret.secret}</code>
        </div>
      </div>
      <Field
        name="code"
        label={t('login.code')}
        hint={t('two-step.code-hint')}
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        describedBy={attempt.messageId}
        invalid={attempt.failure !== undefined}
      />
    </>
  );
}
