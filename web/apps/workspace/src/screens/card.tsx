/** A titled part of a page. */

import { join } from '@rapport/ui/join';
import { type ReactNode, useId } from 'react';

type Props = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

export function Card({ title, aside, className, children }: Props) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className={join(
        'grid min-w-0 grid-rows-[auto_1fr] rounded-xl border border-line bg-surface shadow-low',
        className,
      )}
    >
      <header className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-2">
        <h2 id={heading} className="flex-1 font-semibold">
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
