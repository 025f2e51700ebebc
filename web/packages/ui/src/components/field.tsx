/** A labelled field: the label above, a hint or what is wrong below, and room for a button at its end. */

import type { ComponentProps, ReactNode } from 'react';
import { useId } from 'react';
import { join } from '../join';

type Props = Omit<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  /** The id of an element elsewhere that says more about this field. */
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Stands at the end of the field. */
  readonly children?: ReactNode;
};

export function Field({
  label,
  hint,
  error,
  describedBy,
  invalid = false,
  className,
  children,
  ...input
}: Props) {
  const id = useId();
  const described = [describedBy, hint && `${id}-hint`, error && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <span className="relative">
        <input
          spellCheck={false}
          autoCapitalize="none"
          {...input}
          id={id}
          aria-describedby={described || undefined}
          aria-invalid={invalid || Boolean(error) || undefined}
          className={join(
            'h-10 w-full rounded-lg border border-edge bg-surface px-3 outline-none',
            'focus:border-accent focus:ring-2 focus:ring-accent/30',
            'aria-invalid:border-busy read-only:bg-sunken',
            Boolean(children) && 'pr-10',
            className,
          )}
        />
        {children}
      </span>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-busy text-sm">
          {error}
        </p>
      )}
    </div>
  );
}
