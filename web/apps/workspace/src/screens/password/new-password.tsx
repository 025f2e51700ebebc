/**
 * A new password, twice, with the rules beside it as they are met (W2). What a password must be is the server's to
 * say; nothing that was typed or pasted is ever cut.
 */

import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../password-field';
import { Checklist } from './checklist';
import { useVerdict } from './verdict';

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The secret of a one-time link, where nobody is signed in. */
  readonly token?: string;
  /** Id of the form's own message, when there is one about these fields. */
  readonly describedBy?: string | undefined;
};

export function NewPassword({ value, onChange, token, describedBy }: Props) {
  const { t } = useTranslation();
  const verdict = useVerdict(value, token);
  const list = useId();
  const excess = verdict && value !== '' && verdict.length > verdict.policy.max;
  return (
    <>
      <PasswordField
        name="new"
        label={t('password.new')}
        autoComplete="new-password"
        describedBy={[list, describedBy].filter(Boolean).join(' ')}
        onChange={onChange}
        error={
          excess && t('password.too-long', { max: verdict.policy.max, length: verdict.length })
        }
      />
      <Checklist id={list} verdict={verdict} value={value} />
      <PasswordField
        name="confirm"
        label={t('password.confirm')}
        autoComplete="new-password"
        describedBy={describedBy}
      />
    </>
  );
}
