/** A few words that must not be overlooked, in a tinted box: what happened, and what can be done. */

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { join } from '../join';

type Tone = 'plain' | 'good' | 'warning' | 'bad';

type Props = {
  readonly tone: Tone;
  readonly id?: string | undefined;
  readonly role?: 'alert' | 'status' | undefined;
  /** It can be given the focus, so that it is read and found. */
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
};

const TINTS = {
  plain: '[--tint:var(--accent)]',
  good: '[--tint:var(--available)]',
  warning: '[--tint:var(--on-break)]',
  bad: '[--tint:var(--busy)]',
};
const COLOURS = {
  plain: 'text-accent',
  good: 'text-available',
  warning: 'text-on-break',
  bad: 'text-busy',
};
const ICONS = { plain: Info, good: CircleCheck, warning: TriangleAlert, bad: CircleAlert };

export function Notice({ tone, id, role, ref, children }: Props) {
  const Icon = ICONS[tone];
  return (
    <div
      ref={ref}
      id={id}
      role={role}
      tabIndex={ref ? -1 : undefined}
      className={join('tinted flex gap-2 rounded-lg px-3 py-2.5 outline-none', TINTS[tone])}
    >
      <Icon aria-hidden className={join('mt-0.5 size-4 shrink-0', COLOURS[tone])} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
