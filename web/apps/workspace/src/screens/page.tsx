/** A plain page: a heading and what is under it, scrolled as a whole. */

import type { ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ title, aside, children }: Props) {
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-280 gap-5 px-4 py-5 sm:px-6">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 font-semibold text-xl tracking-tight">{title}</h1>
          {aside}
        </header>
        {children}
      </div>
    </div>
  );
}
