/** Goes to the session below in the list. */

import { ArrowDown } from 'lucide-react';
import { openSession } from '../state/screen';
import { inListOrder } from '../state/sessions';
import type { Act } from './act';

export const nextSession: Act = {
  id: 'next-session',
  name: 'shortcuts.next-session',
  icon: ArrowDown,
  section: 'desk',
  hotkey: 'ArrowDown',
  intent({ picture, session }) {
    const list = inListOrder(picture);
    const next = list[list.findIndex(({ id }) => id === session) + 1] ?? list[0];
    return next && { here: () => openSession(next.id) };
  },
};
