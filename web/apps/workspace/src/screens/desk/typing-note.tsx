/** The customer is writing. */

import type { SessionView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { useIsTyping } from '../../state/typing';

type Props = { readonly session: SessionView };

export function TypingNote({ session: { id, customer } }: Props) {
  const { t } = useTranslation();
  const writes = useIsTyping(id);
  return (
    <p aria-live="off" className="mx-auto h-5 w-full max-w-198 px-4 text-ink-faint text-xs">
      {writes && t('desk.typing', { name: customer.name })}
    </p>
  );
}
