/** Goes to the session above in the list. */

import { ArrowUp } from 'lucide-react';
import { openSession } from '../state/screen';
import { inListOrder } from '../state/sessions';
import type { Act } from './act';

export const previousSession: Act = {
  id: 'previous-session',
  name: 'shortcuts.previous-session',
  icon: ArrowUp,
  section: 'desk',
  hotkey: 'ArrowUp',
  intent({ picture, session }) {
    const list = inListOrder(picture);
    const previous = list.at(list.findIndex(({ id }) => id === session) - 1) ?? list.at(-1);
    return previous && { here: () => openSession(previous.id) };
  },
};
