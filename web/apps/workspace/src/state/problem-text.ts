/** A problem of the server in the words of the page's language; its own sentence where we have none. */

import type { Problem } from '@rapport/live/wire';
import i18next from 'i18next';
import { known } from './known';

export function problemText({ code, title, detail }: Problem): string {
  const theirs = [title, detail].filter(Boolean).join('. ');
  return known(`problem.${code}`) ?? i18next.t('problem.other', { title: theirs });
}
