/** Whether the customer of a session was asked what they think of it, and what they said (DK08, W24). */

import type { SessionView } from '@rapport/live/wire';
import { timeOfDay } from '@rapport/ui/format/time';
import { Star } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly session: SessionView };

export function RatingSign({ session: { id, rating } }: Props) {
  const { t, i18n } = useTranslation();
  const sign = useRef<HTMLParagraphElement>(null);
  const before = useRef({ id, state: rating?.state });
  useEffect(() => {
    const wasAvailable = before.current.id === id && before.current.state === 'available';
    before.current = { id, state: rating?.state };
    // The button has gone with the focus, and who works by key would be nowhere.
    if (wasAvailable && document.activeElement === document.body) sign.current?.focus();
  }, [id, rating?.state]);
  if (rating === undefined || rating.state === 'available') return null;
  const words =
    rating.state === 'sent'
      ? t('rating.sent', { time: timeOfDay(rating.at, i18n.language) })
      : t('rating.of', { score: rating.score, scale: rating.scale });
  return (
    <p
      role="status"
      ref={sign}
      tabIndex={-1}
      className="inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap font-medium text-ink-soft text-sm leading-5"
    >
      <Star aria-hidden className="size-4" />
      <span>{words}</span>
    </p>
  );
}
