/** The expand picture in the top bar: opens the window of internal calls, collapses it, and has the focus again after that. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { Maximize2, Minimize2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaKeys, keyNames } from '../actions/hotkey';
import { internalCall } from '../actions/internal-call';
import { perform } from '../actions/perform';
import { useAct } from '../actions/use-act';
import { useScreen } from '../state/screen';
import { WINDOW_ID } from './window';

export function InternalButton() {
  const { t } = useTranslation();
  const open = useScreen(screen => screen.internalCall);
  const { hotkey } = useAct(internalCall);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    // What had the focus went with the window. Who was elsewhere stays there.
    const lost = document.activeElement === document.body;
    if (wasOpen.current && !open && lost) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  const name = t('internal.title');
  return (
    <IconButton
      ref={button}
      name={name}
      title={hotkey ? `${name} (${keyNames(hotkey).join('+')})` : name}
      icon={open ? Minimize2 : Maximize2}
      aria-expanded={open}
      aria-controls={open ? WINDOW_ID : undefined}
      {...(hotkey && { 'aria-keyshortcuts': ariaKeys(hotkey) })}
      onClick={() => perform(internalCall)}
      className="size-9"
    />
  );
}
