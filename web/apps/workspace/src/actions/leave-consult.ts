/** A colleague who was asked leaves the call; it goes on without them (VC15). */

import { PhoneOff } from 'lucide-react';
import type { Act } from './act';

export const leaveConsult: Act = {
  id: 'leave-consult',
  name: 'consult.leave',
  icon: PhoneOff,
  section: 'call',
  hotkey: 'KeyE',
  twice: true,
  intent({ picture }) {
    const call = picture.calls.find(
      ({ state, consulted_by: asker }) => state.state !== 'ringing' && asker,
    );
    return call && { send: { command: 'hang-up', contact: call.id } };
  },
};
