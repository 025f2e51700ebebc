/** Chooses files for the session in the window (W20, DK13). */

import { Paperclip } from 'lucide-react';
import { useScreen } from '../state/screen';
import { type Act, chosenSession } from './act';

export const attachFiles: Act = {
  id: 'attach-files',
  name: 'files.add',
  icon: Paperclip,
  section: 'desk',
  hotkey: 'KeyF',
  intent(context) {
    const session = chosenSession(context);
    return session && { here: () => useScreen.setState({ attaching: session.id }) };
  },
};
