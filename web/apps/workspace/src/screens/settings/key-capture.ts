/** Waits for the key that an act shall have from now on. Escape and Tab leave it as it was. */

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hotkeyNow, mayBeHotkey } from '../../actions/hotkey';
import { SLOTS, type Slot } from '../../actions/slots';
import { usePreferences } from '../../state/preferences';

export function useKeyCapture(slot: Slot) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!asking) return undefined;
    setProblem(undefined);
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Tab') {
        setAsking(false);
        return;
      }
      // No act is done with the key that is being chosen.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') setAsking(false);
      if (!mayBeHotkey(event.code)) return;
      const taken = SLOTS.find(other => other !== slot && hotkeyNow(other.hotkey) === event.code);
      if (taken) {
        setProblem(t('settings.key-taken', { name: t(taken.names[0]) }));
        return;
      }
      remap(slot.hotkey, event.code);
      setAsking(false);
    };
    addEventListener('keydown', pressed, { capture: true });
    return () => removeEventListener('keydown', pressed, { capture: true });
  }, [asking, slot, t]);
  return { asking, problem, toggle: () => setAsking(!asking) };
}

function remap(from: string, to: string): void {
  const { [from]: _, ...others } = usePreferences.getState().remapped;
  usePreferences.setState({ remapped: from === to ? others : { ...others, [from]: to } });
}
