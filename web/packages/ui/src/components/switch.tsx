/** On or off, at once: a checkbox that says it is a switch, with its words and what they mean beside it. */

import { type ReactNode, useId } from 'react';
import { join } from '../join';

type Props = {
  readonly label: ReactNode;
  readonly why?: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
};

export function Switch({ label, why, on, onChange, disabled = false }: Props) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {why && (
          <p id={`${id}-why`} className="text-ink-faint text-sm">
            {why}
          </p>
        )}
      </div>
      <span className="relative mt-0.5 inline-flex h-6 w-10 shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          disabled={disabled}
          aria-describedby={why ? `${id}-why` : undefined}
          onChange={event => onChange(event.target.checked)}
          className={join(
            'peer absolute inset-0 cursor-pointer appearance-none rounded-full border border-edge bg-press',
            'transition-colors checked:border-accent checked:bg-accent disabled:cursor-default disabled:opacity-50',
          )}
        />
        <span
          aria-hidden
          className={join(
            'pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-ink-soft transition-transform',
            'peer-checked:translate-x-4 peer-checked:bg-on-accent motion-reduce:transition-none',
          )}
        />
      </span>
    </div>
  );
}
