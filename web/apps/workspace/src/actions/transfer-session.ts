/** Opens the dialog in which the session in the window is handed on (W21). A call that can be transferred has the key first. */

import { MessageCircleReply } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, chosenSession } from './act';

export const transferSession: Act = {
  id: 'transfer-session',
  name: 'session.transfer',
  icon: MessageCircleReply,
  section: 'desk',
  hotkey: 'KeyT',
  intent(context) {
    const session = chosenSession(context);
    return session && { here: () => useScreen.setState({ transferring: session.id }) };
  },
};
