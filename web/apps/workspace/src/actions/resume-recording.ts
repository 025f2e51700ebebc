/** The talk is kept again, before the pause is over by itself (VC40). */

import { CircleDot } from 'lucide-react';
import { isUnrecorded } from '../call-bar/unrecorded';
import { type Act, talkingCall } from './act';

export const resumeRecording: Act = {
  id: 'resume-recording',
  name: 'call.resume-recording',
  icon: CircleDot,
  section: 'call',
  hotkey: 'KeyP',
  intent(context) {
    const call = talkingCall(context);
    if (call?.recording !== 'paused' || call.consulted_by || isUnrecorded(call.consult))
      return undefined;
    return { send: { command: 'resume-recording', contact: call.id } };
  },
};
