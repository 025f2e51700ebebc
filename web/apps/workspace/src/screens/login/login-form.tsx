/** E-mail and password, then the code where one is set; and what came of them (W1). */

import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import i18next, { type ParseKeys } from 'i18next';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logIn } from '../../state/login';
import { type Failure, useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { PasswordField } from '../password-field';
import { SubmitButton } from '../submit-button';
import { nextPlace } from './next-place';

type Credentials = { readonly email: string; readonly password: string };

export function LoginForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/login' });
  const [asked, setAsked] = useState<Credentials>();
  const attempt = useAttempt();

  const enter = async (request: Credentials & { readonly code?: string }) => {
    await attempt.run(async () => {
      const outcome = await logIn(request);
      if (outcome.outcome === 'code-required') setAsked(request);
      else await navigate(nextPlace(outcome.login, from));
    });
  };
  const submitFirst = (form: FormData) => {
    const [email, password] = [String(form.get('email')).trim(), String(form.get('password'))];
    if (email && password) void enter({ email, password });
    else attempt.refuse('empty');
  };
  const submitCode = (form: FormData, credentials: Credentials) => {
    const code = String(form.get('code')).replaceAll(/\s/gu, '');
    if (code) void enter({ ...credentials, code });
    else attempt.refuse('no-code');
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (asked) submitCode(form, asked);
    else submitFirst(form);
  };

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <FormFailure attempt={attempt} words={wordsOf} />
      {asked ? (
        <Field
          key="code"
          name="code"
          label={t('login.code')}
          hint={t('login.code-hint')}
          autoComplete="one-time-code"
          inputMode="text"
          autoFocus
          describedBy={attempt.messageId}
          invalid={attempt.failure !== undefined}
        />
      ) : (
        <>
          <Field
            key="email"
            name="email"
            label={t('login.email')}
            type="email"
            autoComplete="username"
            describedBy={attempt.messageId}
            invalid={attempt.failure !== undefined}
          />
          <PasswordField
            name="password"
            label={t('login.password')}
            autoComplete="current-password"
            describedBy={attempt.messageId}
            invalid={attempt.failure !== undefined}
          />
        </>
      )}
      <SubmitButton attempt={attempt} size="large" className="mt-1 w-full">
        {t('login.submit')}
      </SubmitButton>
      {asked ? (
        <Button look="link" className="justify-self-center" onClick={() => setAsked(undefined)}>
          {t('login.other-account')}
        </Button>
      ) : (
        <Link
          to="/forgot-password"
          className="justify-self-center text-accent underline-offset-2 hover:underline"
        >
          {t('login.forgot')}
        </Link>
      )}
    </form>
  );
}

const WORDS: Readonly<Record<string, ParseKeys>> = {
  empty: 'login.empty',
  'no-code': 'login.no-code',
  failed: 'login.failed',
  unknown: 'login.failed',
  unreachable: 'login.unreachable',
  // AC08: one text for a wrong e-mail and a wrong password.
  'wrong-login': 'login.wrong',
};

function wordsOf({ code }: Failure): string | undefined {
  const key = WORDS[code];
  return key && i18next.t(key);
}
