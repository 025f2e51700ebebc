/** What was wrong with a form, above its fields: it takes the focus, so that it is read and found. */

import { Notice } from '@rapport/ui/components/notice';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { known } from '../state/known';
import type { Attempt, Failure } from './attempt';

type Props = {
  readonly attempt: Attempt;
  /** The form's own words for some codes, before those of all forms. */
  readonly words?: (failure: Failure) => string | undefined;
};

export function FormFailure({ attempt: { failure, wait, messageId }, words }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) box.current?.focus();
  }, [failure]);
  if (!failure) return null;
  const text =
    failure.until === undefined
      ? (words?.(failure) ?? known(`problem.${failure.code}`) ?? inTheirWords(failure))
      : t('login.throttled', { time: `${wait} s` });
  return (
    <Notice ref={box} id={messageId} tone="bad" role="alert">
      <p className="digits text-busy">{text}</p>
    </Notice>
  );
}

function inTheirWords({ title, detail }: Failure): string | undefined {
  const theirs = [title, detail].filter(Boolean).join('. ');
  return theirs ? known('problem.other', { title: theirs }) : known('login.failed');
}
