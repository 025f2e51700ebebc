/** An empty place that says why it is empty, if more can be said, and at most one thing to do about it. */

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly why?: string;
  readonly action?: ReactNode;
  /** It is the whole page, so its title is the page's heading. */
  readonly heading?: boolean;
};

export function Empty({ icon: Icon, title, why, action, heading = false }: Props) {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-1 p-8 text-center">
      <span className="mb-2 grid size-10 place-items-center rounded-full bg-hover text-ink-faint">
        <Icon aria-hidden className="size-5" />
      </span>
      {heading ? (
        <h1 className="font-semibold text-lg">{title}</h1>
      ) : (
        <p className="font-medium">{title}</p>
      )}
      {why && <p className="max-w-80 text-balance text-ink-faint">{why}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
