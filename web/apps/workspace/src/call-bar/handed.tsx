/** VC11, VC14: that a colleague handed the call over, or that it comes back from one. */

import type { HandedView } from '@rapport/live/wire';
import { PhoneForwarded, Undo2 } from 'lucide-react';
import { handedText } from '../incoming/offer';

type Props = { readonly handed: HandedView };

export function Handed({ handed }: Props) {
  const Icon = handed.how === 'transferred' ? PhoneForwarded : Undo2;
  return (
    <p className="flex min-w-0 items-center gap-2 font-medium text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="truncate">{handedText(handed)}</span>
    </p>
  );
}
