/** A short state in the top bar. */

import { join } from '@rapport/ui/join';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  readonly icon: LucideIcon;
  readonly tone: 'plain' | 'warning' | 'bad';
  readonly children: ReactNode;
};

const TONES = {
  plain: 'text-ink-soft bg-hover',
  warning: 'text-on-break bg-on-break/12',
  bad: 'text-busy bg-busy/10',
};

export function Chip({ icon: Icon, tone, children }: Props) {
  return (
    <span
      role="status"
      className={join(
        'inline-flex h-7 items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 font-medium text-sm',
        TONES[tone],
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {children}
    </span>
  );
}
