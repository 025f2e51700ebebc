/** E-mail and password, and what came of them. */

import { ApiError } from '@rapport/api/client';
import { Button } from '@rapport/ui/components/button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logIn } from '../../state/login';
import { LoginField } from './login-field';
import { PasswordField } from './password-field';
import { useSecondsUntil } from './seconds-until';

type Failure = 'empty' | 'wrong' | 'unreachable' | 'failed' | { readonly until: number };

export function LoginForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/login' });
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const message = useRef<HTMLParagraphElement>(null);
  const messageId = useId();
  const wait = useSecondsUntil(typeof failure === 'object' ? failure.until : undefined);
  const throttled = wait !== undefined && wait > 0;

  useEffect(() => {
    if (failure) message.current?.focus();
  }, [failure]);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [email, password] = [String(form.get('email')).trim(), String(form.get('password'))];
    if (!email || !password) {
      setFailure('empty');
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await logIn({ email, password });
      await navigate({ to: from ?? '/' });
    } catch (error) {
      setFailure(failureOf(error));
      setBusy(false);
    }
  };

  return (
    <form noValidate className="grid gap-4" onSubmit={event => void submit(event)}>
      {failure && (typeof failure === 'string' || throttled) && (
        <p
          ref={message}
          id={messageId}
          role="alert"
          tabIndex={-1}
          className="tinted digits flex gap-2 rounded-md px-3 py-2 text-busy outline-none [--tint:var(--busy)]"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {typeof failure === 'string'
            ? t(`login.${failure}`)
            : t('login.throttled', { time: `${wait} s` })}
        </p>
      )}
      <LoginField
        name="email"
        label={t('login.email')}
        type="email"
        autoComplete="username"
        describedBy={failure && messageId}
      />
      <PasswordField describedBy={failure && messageId} />
      <Button
        submits
        look="primary"
        size="large"
        busy={busy}
        disabled={throttled}
        className="mt-1 w-full"
      >
        {t('login.submit')}
      </Button>
    </form>
  );
}

const RETRY_MS_ELSE = 30_000;

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return 'failed';
  const { problem, retryAfterMs } = error;
  if (problem.status === 429) return { until: Date.now() + (retryAfterMs ?? RETRY_MS_ELSE) };
  if (problem.status === 401) return 'wrong';
  return problem.code === 'unreachable' ? 'unreachable' : 'failed';
}
