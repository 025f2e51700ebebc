/** Names and values, one under the other. */

import type { ReactNode } from 'react';

type Props = { readonly children: ReactNode };

export function Facts({ children }: Props) {
  return <dl className="grid gap-2">{children}</dl>;
}

type FactProps = { readonly name: string; readonly children: ReactNode };

export function Fact({ name, children }: FactProps) {
  return (
    <div className="grid grid-cols-[8rem_1fr] gap-3">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="digits min-w-0 break-words">{children}</dd>
    </div>
  );
}
