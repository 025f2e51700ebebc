/** What agents wrote to those who had the call after them (VC15). */

import type { NoteView } from '@rapport/live/wire';
import { timeOfDay } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';

type Props = { readonly notes: readonly NoteView[] };

export function Notes({ notes }: Props) {
  const { i18n } = useTranslation();
  return (
    <ol className="grid gap-3">
      {notes.map(({ by, at, text }) => (
        <li key={at}>
          <p className="flex items-baseline gap-2">
            <bdi className="font-medium">{by.name}</bdi>
            <time dateTime={new Date(at).toISOString()} className="digits text-ink-faint text-xs">
              {timeOfDay(at, i18n.language)}
            </time>
          </p>
          <p className="whitespace-pre-wrap break-words" dir="auto">
            {text}
          </p>
        </li>
      ))}
    </ol>
  );
}
