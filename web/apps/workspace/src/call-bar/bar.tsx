/** The shape that all states of the call bar share: 64 px, a tint, who on the left, what can be done on the right. */

import { join } from '@rapport/ui/join';
import type { ReactNode } from 'react';

export type Tint = 'ringing' | 'talking' | 'hold' | 'acw';

type Props = {
  readonly label: string;
  readonly tint: Tint;
  readonly striped?: boolean;
  readonly children: ReactNode;
};

const TINTS: Readonly<Record<Tint, string>> = {
  ringing: '[--tint:var(--available)]',
  talking: '[--tint:var(--in-line)]',
  hold: '[--tint:var(--on-break)]',
  acw: '[--tint:var(--after-call-work)]',
};

export function Bar({ label, tint, striped = false, children }: Props) {
  return (
    <section
      aria-label={label}
      data-region
      data-call-bar
      tabIndex={-1}
      className={join(
        'tinted relative z-30 flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-4 py-1.5',
        'before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-(--tint)',
        striped && 'striped',
        TINTS[tint],
      )}
    >
      {children}
    </section>
  );
}
