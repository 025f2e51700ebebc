/** Call or session, as a picture with a name. */

import type { GroupKind } from '@rapport/live/wire';
import { MessagesSquare, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { readonly kind: GroupKind };

export function KindIcon({ kind }: Props) {
  const { t } = useTranslation();
  const Icon = kind === 'voice' ? Phone : MessagesSquare;
  return (
    <Icon role="img" aria-label={t(`kind.${kind}`)} className="size-4 shrink-0 text-ink-faint" />
  );
}
