/** What was wrong with a form, above its fields: it takes the focus, so that it is read and found. */

import { Notice } from '@rapport/ui/components/notice';
import { briefSpan } from '@rapport/ui/format/relative';
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
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) box.current?.focus();
  }, [failure]);
  if (!failure) return null;
  const text =
    failure.until === undefined
      ? (words?.(failure) ?? known(`problem.${failure.code}`) ?? inTheirWords(failure))
      : t('login.throttled', { time: briefSpan(toTell(wait), i18n.language) });
  return (
    <Notice ref={box} id={messageId} tone="bad" role="alert">
      <p className="digits text-busy">{text}</p>
    </Notice>
  );
}

/** Whole minutes, rounded up, while there are any: an alert that changed each second would be read out each second. */
function toTell(seconds: number): number {
  return (seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60) * 1000;
}

function inTheirWords({ title, detail }: Failure): string | undefined {
  const theirs = [title, detail].filter(Boolean).join('. ');
  return theirs ? known('problem.other', { title: theirs }) : known('login.failed');
}
