/** Stays in after-call-work without a countdown (ST08). */

import { Hourglass } from 'lucide-react';
import type { Act } from './act';

export const continueAfterCallWork: Act = {
  id: 'continue-after-call-work',
  name: 'acw.continue',
  icon: Hourglass,
  section: 'call',
  hotkey: 'KeyC',
  intent: ({ picture }) =>
    picture.me.acw?.until === undefined
      ? undefined
      : { send: { command: 'continue-after-call-work' } },
};
