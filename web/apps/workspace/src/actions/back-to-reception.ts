/** Ends after-call-work now; the agent is Available (ST08). */

import { Undo2 } from 'lucide-react';
import type { Act } from './act';

export const backToReception: Act = {
  id: 'back-to-reception',
  name: 'acw.back',
  icon: Undo2,
  section: 'call',
  hotkey: 'KeyR',
  intent: ({ picture }) =>
    picture.me.acw ? { send: { command: 'back-to-reception' } } : undefined,
};
