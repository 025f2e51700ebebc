/** What is typed is looked for a moment after the last key, and at once with Enter. */

import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly value: string; readonly onChange: (value: string) => void };

const PAUSE_MS = 400;

export function SearchField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address can change without this field, by Back or by clearing all.
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (text: string, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => text.trim() !== value && onChange(text.trim()), after);
  };
  return (
    <label className="grid gap-0.5 max-sm:flex-1">
      <span className="text-ink-faint text-xs">{t('records.find')}</span>
      <input
        type="search"
        value={typed}
        maxLength={100}
        onChange={event => {
          setTyped(event.target.value);
          search(event.target.value, PAUSE_MS);
        }}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) search(typed, 0);
        }}
        className="h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2 sm:w-52"
      />
    </label>
  );
}
