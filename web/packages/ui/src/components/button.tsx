/** The button, in the few looks there are. A busy one keeps its width and cannot be pressed again. */

import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { join } from '../join';

export type ButtonLook = 'primary' | 'outline' | 'quiet' | 'answer' | 'end' | 'link';
type Size = 'small' | 'medium' | 'large';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & {
  readonly look?: ButtonLook;
  readonly size?: Size;
  readonly icon?: LucideIcon;
  readonly busy?: boolean;
  readonly submits?: boolean;
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

const SIZES: Readonly<Record<Size, string>> = {
  small: 'h-7 px-2.5 text-sm gap-1.5 rounded-md',
  medium: 'h-8 px-3 text-base gap-2 rounded-md',
  large: 'h-10 px-4 text-base gap-2 rounded-lg',
};

export function Button({
  look = 'outline',
  size = 'medium',
  icon: Icon,
  busy = false,
  submits = false,
  className,
  children,
  disabled,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={submits ? 'submit' : 'button'}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={join(
        'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-medium',
        'transition-[background-color,filter,opacity] duration-100 disabled:opacity-50',
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
      <span className={join('inline-flex items-center gap-[inherit]', busy && 'opacity-0')}>
        {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
        {children}
      </span>
    </button>
  );
}
