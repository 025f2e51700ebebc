/** Ends the session in the window (DK03). A call has the key first. */

import { SquareX } from 'lucide-react';
import { type Act, chosenSession } from './act';

export const endSession: Act = {
  id: 'end-session',
  name: 'session.end',
  icon: SquareX,
  section: 'desk',
  hotkey: 'KeyE',
  twice: true,
  intent(context) {
    const session = chosenSession(context);
    if (!session || context.picture.calls.length > 0) return undefined;
    return { send: { command: 'end-session', contact: session.id } };
  },
};
