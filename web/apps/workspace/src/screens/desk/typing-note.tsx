/** The customer is writing. */

import type { SessionView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';
import { useTimed } from '../../state/timed';
import { useTyping } from '../../state/typing';

type Props = { readonly session: SessionView };

export function TypingNote({ session: { id, customer } }: Props) {
  const { t } = useTranslation();
  const until = useTyping(state => state.until[id] ?? 0);
  const writes = useTimed(now => now < until);
  return (
    <p aria-live="off" className="mx-auto h-5 w-full max-w-198 px-4 text-ink-faint text-xs">
      {writes && t('desk.typing', { name: customer.name })}
    </p>
  );
}
