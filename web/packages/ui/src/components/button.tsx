/**
 * The button, in the few looks there are. A busy one keeps its width and cannot be pressed again.
 *
 * Chromium takes the focus from what is disabled, and who works by key would be nowhere. So what waits for an answer is not
 * disabled but says that it is, and so does what must not be pressed any more while it has the focus.
 */

import { LoaderCircle, type LucideIcon } from 'lucide-react';
import { type ButtonHTMLAttributes, type ReactNode, type Ref, useState } from 'react';
import { join } from '../join';

export type ButtonLook = 'primary' | 'outline' | 'quiet' | 'answer' | 'end' | 'link';
/** A tile has its picture over its word. */
export type ButtonSize = 'small' | 'medium' | 'large' | 'tile';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  readonly look?: ButtonLook;
  readonly size?: ButtonSize;
  readonly icon?: LucideIcon;
  readonly busy?: boolean;
  readonly submits?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-ink text-surface hover:bg-ink-soft active:bg-ink-soft',
  outline: 'bg-surface text-ink border border-edge/60 shadow-low hover:bg-hover active:bg-press',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink active:bg-press',
  answer: 'bg-answer text-on-strong shadow-low hover:brightness-110 active:brightness-95',
  end: 'bg-end text-on-strong shadow-low hover:brightness-110 active:brightness-95',
  link: 'text-accent underline-offset-2 hover:underline px-0!',
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  small: 'h-7 px-2.5 text-sm gap-1.5 rounded-md',
  medium: 'h-8 px-3 text-base gap-2 rounded-md',
  large: 'h-10 px-4 text-base gap-2 rounded-lg',
  tile: 'min-h-12 min-w-14 px-2 py-0.5 text-xs leading-3.5 gap-0.5 rounded-lg',
};

export function Button({
  look = 'outline',
  size = 'medium',
  icon: Icon,
  busy = false,
  submits = false,
  className,
  children,
  disabled = false,
  onClick,
  onFocus,
  onBlur,
  ...rest
}: Props) {
  const [hasFocus, setHasFocus] = useState(false);
  const closed = disabled || busy;
  return (
    <button
      {...rest}
      type={submits ? 'submit' : 'button'}
      disabled={disabled && !hasFocus}
      aria-disabled={closed || undefined}
      aria-busy={busy || undefined}
      onClick={event => {
        // Enter in a field of a form comes here as well.
        if (closed) event.preventDefault();
        else onClick?.(event);
      }}
      onFocus={event => {
        setHasFocus(true);
        onFocus?.(event);
      }}
      onBlur={event => {
        // A window that is left keeps its focus for the return.
        setHasFocus(document.activeElement === event.currentTarget);
        onBlur?.(event);
      }}
      className={join(
        'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-medium',
        'transition-[background-color,filter,opacity] duration-100 aria-disabled:opacity-50',
        SIZES[size],
        LOOKS[look],
        className,
      )}
    >
      {busy && (
        <LoaderCircle
          aria-hidden
          className="absolute size-4 animate-spin [animation-delay:300ms]"
        />
      )}
      <span
        className={join(
          'inline-flex items-center gap-[inherit]',
          size === 'tile' && 'flex-col',
          busy && 'opacity-0',
        )}
      >
        {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
        {children}
      </span>
    </button>
  );
}
