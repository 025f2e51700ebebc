/** Ends the call (VC05); from hold as well. */

import { PhoneOff } from 'lucide-react';
import type { Act } from './act';

export const hangUp: Act = {
  id: 'hang-up',
  name: 'call.end',
  icon: PhoneOff,
  section: 'call',
  hotkey: 'KeyE',
  twice: true,
  intent({ picture }) {
    const call = picture.calls.find(
      ({ state, consulted_by: asker }) => state.state !== 'ringing' && !asker,
    );
    return call && { send: { command: 'hang-up', contact: call.id } };
  },
};
