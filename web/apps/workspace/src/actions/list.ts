/** Every act there is, in the order of the help list. */

import { acceptSession } from './accept-session';
import type { Act } from './act';
import { answer } from './answer';
import { askSatisfaction } from './ask-satisfaction';
import { attachFiles } from './attach-files';
import { backToReception } from './back-to-reception';
import { cancelConsult } from './cancel-consult';
import { cancelHold } from './cancel-hold';
import { completeConsult } from './complete-consult';
import { continueAfterCallWork } from './continue-after-call-work';
import { decline } from './decline';
import { declineSession } from './decline-session';
import { endSession } from './end-session';
import { hangUp } from './hang-up';
import { hold } from './hold';
import { inputNumber } from './input-number';
import { internalCall } from './internal-call';
import { inviteRating } from './invite-rating';
import { keepOpen } from './keep-open';
import { leaveConsult } from './leave-consult';
import { mergeConsult } from './merge-consult';
import { mute } from './mute';
import { nextSession } from './next-session';
import { openEmoji } from './open-emoji';
import { openStatusMenu } from './open-status-menu';
import { outboundCall } from './outbound-call';
import { pauseRecording } from './pause-recording';
import { previousSession } from './previous-session';
import { resumeRecording } from './resume-recording';
import { selfService } from './self-service';
import { swapConsult } from './swap-consult';
import { takeBack } from './take-back';
import { transfer } from './transfer';
import { transferSession } from './transfer-session';
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
  completeConsult,
  swapConsult,
  mergeConsult,
  cancelConsult,
  selfService,
  takeBack,
  askSatisfaction,
  pauseRecording,
  resumeRecording,
  hangUp,
  leaveConsult,
  outboundCall,
  internalCall,
  backToReception,
  continueAfterCallWork,
  acceptSession,
  declineSession,
  inviteRating,
  transferSession,
  keepOpen,
  endSession,
  attachFiles,
  openEmoji,
  previousSession,
  nextSession,
  openStatusMenu,
];
