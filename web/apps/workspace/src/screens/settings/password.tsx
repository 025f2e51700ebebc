/** Change Password (AC10): four different mistakes get four different answers. */

import { Notice } from '@rapport/ui/components/notice';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../state/account';
import { usePicture } from '../../state/live';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { NewPassword } from '../password/new-password';
import { PasswordField } from '../password-field';
import { SubmitButton } from '../submit-button';
import { Panel } from './panel';

type Done = { readonly nth: number; readonly common: boolean };

export function Password() {
  const { t } = useTranslation();
  const [done, setDone] = useState<Done>();
  const nth = done?.nth ?? 0;
  return (
    <Panel>
      <div className="grid max-w-100 gap-4 p-4">
        {done && (
          <Notice tone={done.common ? 'warning' : 'good'} role="status">
            {t('password.changed')} {done.common && t('password.common')}
          </Notice>
        )}
        {/* Changed, the fields are fresh ones. */}
        <Form key={nth} onDone={common => setDone({ nth: nth + 1, common })} />
      </div>
    </Panel>
  );
}

function Form({ onDone }: { readonly onDone: (common: boolean) => void }) {
  const { t } = useTranslation();
  const email = usePicture(({ me }) => me.myself.email);
  const [value, setValue] = useState('');
  const attempt = useAttempt();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [current, confirm] = [String(form.get('current')), String(form.get('confirm'))];
    await attempt.run(async () => {
      const { common } = await changePassword({ current, new: value, confirm });
      onDone(common);
    });
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
      <FormFailure attempt={attempt} />
      <input hidden readOnly name="username" autoComplete="username" value={email} />
      <PasswordField
        name="current"
        label={t('password.current')}
        autoComplete="current-password"
        describedBy={attempt.messageId}
      />
      <NewPassword value={value} onChange={setValue} describedBy={attempt.messageId} />
      <p className="text-ink-faint text-sm">{t('password.others-end')}</p>
      <SubmitButton attempt={attempt} className="justify-self-start">
        {t('settings.password')}
      </SubmitButton>
    </form>
  );
}
