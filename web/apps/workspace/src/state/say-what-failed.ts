/** A toast for an operation over HTTP that was not done. */

import { ApiError } from '@rapport/api/client';
import i18next from 'i18next';
import { problemText } from './problem-text';
import { toast } from './toasts';

export function sayWhatFailed(error: unknown): void {
  if (error instanceof ApiError) toast(problemText(error.problem), 'bad');
  else toast(i18next.t('toast.failed'), 'bad');
}
