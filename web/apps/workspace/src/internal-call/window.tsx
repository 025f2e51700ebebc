/**
 * The floating window of internal calls (W17, VC30): opened in the top bar, there over every page until it is collapsed, and
 * where it was left. It takes nothing from the page below: no focus but once, when it is opened.
 */

import { IconButton } from '@rapport/ui/components/icon-button';
import { Minimize2 } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../state/screen';
import { CallForm } from './call-form';
import { Handle } from './handle';
import { usePlace } from './use-place';

/** For who opens it to name what is opened. */
export const WINDOW_ID = 'internal-call';

export function InternalWindow() {
  const open = useScreen(({ internalCall }) => internalCall);
  return open ? <FloatingWindow /> : null;
}

function FloatingWindow() {
  const { t } = useTranslation();
  const heading = useId();
  const field = useRef<HTMLInputElement>(null);
  const { box, style, drag, move, turn } = usePlace();
  useEffect(() => field.current?.focus(), []);
  return (
    <div
      ref={box}
      id={WINDOW_ID}
      role="dialog"
      aria-labelledby={heading}
      data-region
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) collapse();
      }}
      style={style}
      className="floating z-20 flex flex-col rounded-xl bg-raised text-ink shadow-high motion-safe:animate-rise"
    >
      <header
        {...drag}
        className="flex shrink-0 touch-none select-none items-center gap-2 rounded-t-xl border-line border-b py-1.5 pr-2 pl-2 sm:cursor-grab sm:active:cursor-grabbing"
      >
        <Handle onMove={move} onTurn={turn} />
        <h2 id={heading} className="min-w-0 flex-1 truncate font-semibold max-sm:pl-2">
          {t('internal.title')}
        </h2>
        <IconButton name={t('internal.collapse')} icon={Minimize2} onClick={collapse} />
      </header>
      <CallForm field={field} />
    </div>
  );
}

function collapse(): void {
  useScreen.setState({ internalCall: false });
}
