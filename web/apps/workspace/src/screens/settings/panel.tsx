/** A part of the settings that is alone on its page: the page's heading names it already. */

import type { ReactNode } from 'react';

type Props = { readonly children: ReactNode };

export function Panel({ children }: Props) {
  return <div className="rounded-xl border border-line bg-surface shadow-low">{children}</div>;
}
