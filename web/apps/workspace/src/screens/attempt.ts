/** A form that is sent: busy meanwhile, what was wrong afterwards, and how long to wait after too many tries. */

import { ApiError } from '@rapport/api/client';
import { useId, useState } from 'react';
import { useSecondsUntil } from './seconds-until';

export type Failure = {
  /** The server's code, or a word of the form's own. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  /** On this machine's clock: not before then. */
  readonly until?: number;
};

export type Attempt = {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** Seconds that are left to wait. */
  readonly wait: number;
  /** Of the message, for `aria-describedby`; absent while there is none. */
  readonly messageId: string | undefined;
  /** True when it was done. */
  run(act: () => Promise<unknown>): Promise<boolean>;
  /** Refused before it was sent. */
  refuse(code: string): void;
};

const RETRY_MS_ELSE = 30_000;

export function useAttempt(): Attempt {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const wait = useSecondsUntil(failure?.until) ?? 0;
  // A wait that is over needs no message any more.
  const shown = failure?.until !== undefined && wait === 0 ? undefined : failure;
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    failure: shown,
    wait,
    messageId: shown && id,
    run,
    refuse: code => setFailure({ code, title: '' }),
  };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { code: 'failed', title: '' };
  const { problem, retryAfterMs } = error;
  const { code, title, detail } = problem;
  if (problem.status !== 429) return { code, title, detail };
  return { code, title, detail, until: Date.now() + (retryAfterMs ?? RETRY_MS_ELSE) };
}
