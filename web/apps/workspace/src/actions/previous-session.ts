/** Goes to the session above in the list. */

import { ArrowUp } from 'lucide-react';
import { listedNow } from '../state/inbox';
import { openSession } from '../state/screen';
import type { Act } from './act';

export const previousSession: Act = {
  id: 'previous-session',
  name: 'shortcuts.previous-session',
  icon: ArrowUp,
  section: 'desk',
  hotkey: 'ArrowUp',
  intent({ session }) {
    const list = listedNow();
    const here = list.indexOf(session ?? '');
    const previous = list.at(here > 0 ? here - 1 : -1);
    return previous === undefined ? undefined : { here: () => openSession(previous) };
  },
};
