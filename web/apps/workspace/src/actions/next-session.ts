/** Goes to the session below in the list. */

import { ArrowDown } from 'lucide-react';
import { listedNow } from '../state/inbox';
import { openSession } from '../state/screen';
import type { Act } from './act';

export const nextSession: Act = {
  id: 'next-session',
  name: 'shortcuts.next-session',
  icon: ArrowDown,
  section: 'desk',
  hotkey: 'ArrowDown',
  intent({ session }) {
    const list = listedNow();
    const next = list[list.indexOf(session ?? '') + 1] ?? list[0];
    return next === undefined ? undefined : { here: () => openSession(next) };
  },
};
