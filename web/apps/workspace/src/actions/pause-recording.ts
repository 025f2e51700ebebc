/** Nothing is kept from now on, for two minutes at most (VC40): a card number is not to be on a disk. */

import { CirclePause } from 'lucide-react';
import { type Act, talkingCall } from './act';

export const pauseRecording: Act = {
  id: 'pause-recording',
  name: 'call.pause-recording',
  icon: CirclePause,
  section: 'call',
  hotkey: 'KeyP',
  intent(context) {
    const call = talkingCall(context);
    if (call?.recording !== 'on' || call.consulted_by) return undefined;
    return { send: { command: 'pause-recording', contact: call.id } };
  },
};
