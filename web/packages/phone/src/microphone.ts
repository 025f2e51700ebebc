/** The microphone: asking for it, and why it was not given. */

export type NoMicrophone = 'denied' | 'none' | 'busy' | 'insecure';
export type Asked =
  | { readonly stream: MediaStream; readonly why?: never }
  | { readonly stream?: never; readonly why: NoMicrophone };

/** Asks the browser, and through it the person. `device` is a wish: an unplugged one falls back to the default. */
export async function askMicrophone(device?: string): Promise<Asked> {
  if (!window.isSecureContext || !navigator.mediaDevices) return { why: 'insecure' };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio: constraints(device) }) };
  } catch (error) {
    return { why: reason(error) };
  }
}

/** What the browser would say without asking the person. */
export async function microphonePermission(): Promise<PermissionState> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' });
    return state;
  } catch {
    // Firefox before 131 cannot tell.
    return 'prompt';
  }
}

function constraints(device?: string): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: 1,
    ...(device && { deviceId: { ideal: device } }),
  };
}

function reason(error: unknown): NoMicrophone {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'none';
  }
}
