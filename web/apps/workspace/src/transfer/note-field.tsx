/** A few words for whoever has the call (VC15) or the session (DK05) next. Enter starts a new line; the server takes no more than it says here. */

import { useId } from 'react';
import { useTranslation } from 'react-i18next';

export const NOTE_MAX = 1000;
/** From here on it says how much room is left. */
const NEAR_END = 100;

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (note: string) => void;
};

export function NoteField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const left = NOTE_MAX - [...value].length;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={value}
        maxLength={NOTE_MAX}
        aria-describedby={left <= NEAR_END ? `${id}-left` : undefined}
        onChange={event => onChange(event.target.value)}
        className="max-h-40 min-h-16 w-full resize-y rounded-lg border border-edge bg-surface px-3 py-2 outline-none focus:border-accent focus:ring-2 focus:ring-accent/30"
      />
      {left <= NEAR_END && (
        <p id={`${id}-left`} className="text-ink-faint text-sm">
          {t('transfer.note-left', { count: Math.max(left, 0) })}
        </p>
      )}
    </div>
  );
}
