/** Sends a form: busy meanwhile, and closed while too many tries are waited out. */

import { Button } from '@rapport/ui/components/button';
import type { ReactNode } from 'react';
import type { Attempt } from './attempt';

type Props = {
  readonly attempt: Attempt;
  /** On a page of its own a form has a large one. */
  readonly size?: 'large';
  readonly className?: string;
  readonly children: ReactNode;
};

export function SubmitButton({ attempt: { busy, wait }, children, ...looks }: Props) {
  return (
    <Button submits look="primary" busy={busy} disabled={wait > 0} {...looks}>
      {children}
    </Button>
  );
}
