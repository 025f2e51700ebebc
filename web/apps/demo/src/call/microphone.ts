/**
 * The caller's microphone: asked for once per call, with the three ways in which there is none told apart.
 */

import type { MicrophoneProblem } from './call-phase';

export type Microphone =
  | { readonly outcome: 'open'; readonly stream: MediaStream }
  | { readonly outcome: 'none'; readonly why: MicrophoneProblem };

export async function openMicrophone(): Promise<Microphone> {
  // On plain HTTP outside loopback the browser hides the very object.
  if (!('mediaDevices' in navigator)) return { outcome: 'none', why: 'insecure' };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    return { outcome: 'open', stream };
  } catch (error) {
    const isMissing = error instanceof DOMException && error.name === 'NotFoundError';
    return { outcome: 'none', why: isMissing ? 'missing' : 'blocked' };
  }
}

/** Whether asking will show no prompt, so that nothing needs to be explained first. */
export async function isMicrophoneGranted(): Promise<boolean> {
  try {
    const permission = await navigator.permissions.query({ name: 'microphone' });
    return permission.state === 'granted';
  } catch {
    return false;
  }
}

export function closeMicrophone(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
