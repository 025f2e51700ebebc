/** Opens the emoji for the session in the window (W20). */

import { Smile } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, chosenSession } from './act';

export const openEmoji: Act = {
  id: 'open-emoji',
  name: 'emoji.open',
  icon: Smile,
  section: 'desk',
  hotkey: 'KeyG',
  intent(context) {
    const session = chosenSession(context);
    return session && { here: () => useScreen.setState({ emoji: session.id }) };
  },
};
