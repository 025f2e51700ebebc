/** A button that is only a picture: it is named for those who hover and those who cannot see. */

import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { join } from '../join';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'children'> & {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly ref?: Ref<HTMLButtonElement>;
};

export function IconButton({ name, icon: Icon, className, ...rest }: Props) {
  return (
    <button
      title={name}
      {...rest}
      type="button"
      aria-label={name}
      className={join(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft',
        'transition-colors duration-100 hover:bg-hover hover:text-ink active:bg-press disabled:opacity-50',
        className,
      )}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
