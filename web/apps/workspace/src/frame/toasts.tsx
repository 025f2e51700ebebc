/** Toasts, bottom left and above the call bar, which stays free. They wait while the mouse or the focus is on them. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../state/screen';
import { dismiss, type Toast, useToasts } from '../state/toasts';

const SHOWN_MS = 6_000;
const ICONS = { plain: Info, good: CircleCheck, bad: CircleAlert };
const COLOURS = { plain: 'text-ink-faint', good: 'text-available', bad: 'text-busy' };

export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts(state => state.toasts);
  const inDesk = useScreen(screen => screen.inDesk);
  const [paused, setPaused] = useState(false);
  return (
    <section
      aria-label={t('toast.region')}
      aria-live="polite"
      className={join(
        'pointer-events-none absolute bottom-full left-0 z-40 grid w-75 max-w-full gap-2 p-2',
        // Where a session fills the screen, who is writing keeps the composer.
        inDesk && 'max-md:pb-20',
      )}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      {toasts.map(toast => (
        <Card key={toast.id} toast={toast} paused={paused} />
      ))}
    </section>
  );
}

function Card({ toast, paused }: { readonly toast: Toast; readonly paused: boolean }) {
  const { t } = useTranslation();
  const { id, tone, text, reference } = toast;
  const Icon = ICONS[tone];
  useEffect(() => {
    if (paused) return undefined;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, paused]);
  return (
    <div className="pointer-events-auto flex items-start gap-2.5 rounded-lg bg-raised p-3 shadow-high motion-safe:animate-rise">
      <Icon aria-hidden className={join('mt-0.5 size-4 shrink-0', COLOURS[tone])} />
      <div className="min-w-0 flex-1">
        <p>{text}</p>
        {reference && (
          <p className="mt-1 select-all truncate font-mono text-[11px] text-ink-faint">
            {t('toast.id', { id: reference })}
          </p>
        )}
      </div>
      <IconButton
        name={t('toast.dismiss')}
        icon={X}
        className="-m-1.5"
        onClick={() => dismiss(id)}
      />
    </div>
  );
}
