/** Call, session or internal call, as a picture with a name. */

import type { RecordRow } from '@rapport/live/wire';
import { Contact, MessagesSquare, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { readonly record: Pick<RecordRow, 'kind' | 'direction'> };

const LOOKS = {
  voice: [Phone, 'kind.voice'],
  chat: [MessagesSquare, 'kind.chat'],
  internal: [Contact, 'internal.label'],
} as const;

export function KindIcon({ record: { kind, direction } }: Props) {
  const { t } = useTranslation();
  const [Icon, name] = LOOKS[direction === 'internal' ? direction : kind];
  return <Icon role="img" aria-label={t(name)} className="size-4 shrink-0 text-ink-faint" />;
}
