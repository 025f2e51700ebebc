/** A labelled field of the sign-in form. */

import { join } from '@rapport/ui/join';
import { type KeyboardEvent, type ReactNode, useId } from 'react';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autoComplete: string;
  readonly describedBy?: string | undefined;
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** Stands at the end of the field. */
  readonly children?: ReactNode;
};

export function LoginField({
  name,
  label,
  type,
  autoComplete,
  describedBy,
  onKey,
  children,
}: Props) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <span className="relative">
        <input
          id={id}
          name={name}
          type={type}
          autoComplete={autoComplete}
          aria-describedby={describedBy}
          aria-invalid={describedBy ? true : undefined}
          spellCheck={false}
          autoCapitalize="none"
          onKeyDown={onKey}
          onKeyUp={onKey}
          className={join(
            'h-10 w-full rounded-lg border border-edge bg-surface px-3 outline-none',
            'focus:border-accent focus:ring-2 focus:ring-accent/30',
            Boolean(children) && 'pr-10',
          )}
        />
        {children}
      </span>
    </div>
  );
}
