/** VC11, VC14, VC15: that a colleague handed the call over, that it comes back from one, or that one asks about it. */

import type { HandedView } from '@rapport/live/wire';
import { MessageCircleQuestionMark, PhoneForwarded, Undo2 } from 'lucide-react';
import { handedText } from '../incoming/offer';

type Props = { readonly handed: HandedView };

const ICONS = {
  transferred: PhoneForwarded,
  returned: Undo2,
  'returned-outside': Undo2,
  'returned-from-phone': Undo2,
  consult: MessageCircleQuestionMark,
} as const;

export function Handed({ handed }: Props) {
  const Icon = ICONS[handed.how];
  return (
    <p className="flex min-w-0 items-center gap-2 font-medium text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <span className="truncate">{handedText(handed)}</span>
    </p>
  );
}
