/** The first start: creates the administrator and the company, by the link that the server printed once. */

import { Field } from '@rapport/ui/components/field';
import { LANGUAGES } from '@rapport/ui/i18n/i18n';
import { Link, useNavigate } from '@tanstack/react-router';
import i18next from 'i18next';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSetUpLink, setUp } from '../../state/account';
import { entered } from '../../state/login';
import { AccountPage } from '../account-page';
import { type Failure, useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { NewPassword } from '../password/new-password';
import { SubmitButton } from '../submit-button';
import { useLinkSecret } from './link-secret';
import { nextPlace } from './next-place';

export function SetUp() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const token = useLinkSecret();
  const [password, setPassword] = useState('');
  const reading = useAttempt();
  const [good, setGood] = useState(false);
  const attempt = useAttempt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the link that was opened
  useEffect(() => {
    void reading.run(async () => {
      await readSetUpLink(token);
      setGood(true);
    });
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    const language = LANGUAGES.find(each => each === i18n.language) ?? 'en';
    await attempt.run(async () => {
      const myself = await setUp({
        token,
        application: text('application'),
        name: text('name'),
        email: text('email'),
        language,
        password,
        confirm: String(form.get('confirm')),
      });
      await navigate(nextPlace(entered(myself), undefined));
    });
  };
  if (!good) {
    return (
      <AccountPage wide title={t('set-up.title')}>
        <div className="grid gap-4">
          <FormFailure attempt={reading} words={wordsOf} />
          {reading.failure && (
            <Link to="/login" className="justify-self-center text-accent hover:underline">
              {t('login.title')}
            </Link>
          )}
        </div>
      </AccountPage>
    );
  }
  return (
    <AccountPage wide title={t('set-up.title')} why={t('set-up.why')}>
      <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
        <FormFailure attempt={attempt} />
        <Field
          name="application"
          label={t('set-up.application')}
          hint={t('set-up.application-hint')}
          autoComplete="organization"
          autoCapitalize="words"
        />
        <Field name="name" label={t('set-up.name')} autoComplete="name" autoCapitalize="words" />
        <Field
          name="email"
          label={t('login.email')}
          hint={t('set-up.email-hint')}
          type="email"
          autoComplete="username"
        />
        <NewPassword
          value={password}
          onChange={setPassword}
          token={token}
          describedBy={attempt.messageId}
        />
        <SubmitButton attempt={attempt} size="large" className="mt-1">
          {t('set-up.submit')}
        </SubmitButton>
      </form>
    </AccountPage>
  );
}

/** Whoever has used it signs in; whoever has lost it starts the server again, which prints a new one. */
function wordsOf({ code }: Failure): string | undefined {
  return code === 'link-invalid' ? i18next.t('set-up.link-invalid') : undefined;
}
