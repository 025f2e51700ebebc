/** A customer who is silent is given ten minutes more before the session ends by itself (DK04, W20). */

import { TimerReset } from 'lucide-react';
import { type Act, chosenSession } from './act';

export const keepOpen: Act = {
  id: 'keep-open',
  name: 'session.keep-open',
  icon: TimerReset,
  section: 'desk',
  hotkey: 'KeyW',
  intent(context) {
    const session = chosenSession(context);
    if (session?.ends_at === undefined) return undefined;
    return { send: { command: 'keep-open', contact: session.id } };
  },
};
