/** A person as initials on a quiet ground of their own hue. The name stands beside it, so it is hidden from readers. */

import { hue, initials } from '../format/initials';
import { join } from '../join';

type Props = {
  readonly id: string;
  readonly name: string;
  readonly size?: 'small' | 'medium' | 'large';
  readonly className?: string;
};

const SIZES = { small: 'size-6 text-[10px]', medium: 'size-8 text-xs', large: 'size-10 text-sm' };

export function Avatar({ id, name, size = 'medium', className }: Props) {
  const angle = hue(id);
  return (
    <span
      aria-hidden="true"
      className={join(
        'inline-grid shrink-0 select-none place-items-center rounded-full font-semibold',
        SIZES[size],
        className,
      )}
      style={{
        backgroundColor: `light-dark(oklch(0.93 0.035 ${angle}), oklch(0.36 0.05 ${angle}))`,
        color: `light-dark(oklch(0.4 0.08 ${angle}), oklch(0.9 0.04 ${angle}))`,
      }}
    >
      {initials(name)}
    </span>
  );
}
