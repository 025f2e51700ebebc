/** Opens and collapses the window of internal calls (VC30, W17). It may be looked at in every label. */

import { Maximize2 } from 'lucide-react';
import { useScreen } from '../state/screen';
import type { Act } from './act';

export const internalCall: Act = {
  id: 'internal-call',
  name: 'internal.title',
  icon: Maximize2,
  section: 'call',
  hotkey: 'KeyO',
  intent: () => ({
    here: () => useScreen.setState(screen => ({ internalCall: !screen.internalCall })),
  }),
};
