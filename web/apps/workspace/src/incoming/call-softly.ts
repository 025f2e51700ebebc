/** The quiet kind of attention: a chime and a notification that goes by itself, as far as they are wanted. */

import { useSound } from '../state/phone';
import { type Occasion, usePreferences } from '../state/preferences';
import { ringer } from '../state/ringer';
import { showBrief } from './desktop-notice';

export function callSoftly(occasion: Occasion, title: string, body: string, tag: string): void {
  const { attention, quietInFront } = usePreferences.getState();
  const { sound, notice } = attention[occasion];
  const inFront = document.hasFocus();
  if (sound && !(inFront && quietInFront) && !useSound.getState().elsewhere) ringer.chime();
  // Who looks at this window sees it there.
  if (notice && !inFront) showBrief(title, body, tag);
}
