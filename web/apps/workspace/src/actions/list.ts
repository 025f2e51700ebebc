/** Every act there is, in the order of the help list. */

import { acceptSession } from './accept-session';
import type { Act } from './act';
import { answer } from './answer';
import { backToReception } from './back-to-reception';
import { cancelHold } from './cancel-hold';
import { continueAfterCallWork } from './continue-after-call-work';
import { decline } from './decline';
import { declineSession } from './decline-session';
import { endSession } from './end-session';
import { hangUp } from './hang-up';
import { hold } from './hold';
import { inputNumber } from './input-number';
import { mute } from './mute';
import { nextSession } from './next-session';
import { openStatusMenu } from './open-status-menu';
import { outboundCall } from './outbound-call';
import { pauseRecording } from './pause-recording';
import { previousSession } from './previous-session';
import { resumeRecording } from './resume-recording';
import { transfer } from './transfer';
import { unmute } from './unmute';

export const ACTS: readonly Act[] = [
  answer,
  decline,
  mute,
  unmute,
  hold,
  cancelHold,
  inputNumber,
  transfer,
  pauseRecording,
  resumeRecording,
  hangUp,
  outboundCall,
  backToReception,
  continueAfterCallWork,
  acceptSession,
  declineSession,
  endSession,
  previousSession,
  nextSession,
  openStatusMenu,
];
