/** Pausing a recording or going on with it (VC40): not where none is made, nor while a secret is typed. */

import type { CallView } from '@rapport/live/wire';
import { pauseRecording } from '../actions/pause-recording';
import { resumeRecording } from '../actions/resume-recording';
import type { Control } from './controls';

export function recordingControl(
  recording: CallView['recording'],
  secret = false,
): Control | undefined {
  if (recording === 'on') return { act: pauseRecording };
  return recording === 'paused' && !secret ? { act: resumeRecording } : undefined;
}
