/** The microphone: asking for it, and why it was not given. */

export type NoMicrophone = 'denied' | 'none' | 'busy' | 'insecure';
export type Asked =
  | { readonly stream: MediaStream; readonly why?: never }
  | { readonly stream?: never; readonly why: NoMicrophone };

/** What the browser does to the sound before it is sent. */
export type Processing = {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
};

export const ALL_PROCESSING: Processing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Asks the browser, and through it the person. `device` is a wish: an unplugged one falls back to the default. */
export async function askMicrophone(
  device?: string,
  processing: Processing = ALL_PROCESSING,
): Promise<Asked> {
  if (!window.isSecureContext || !navigator.mediaDevices) return { why: 'insecure' };
  const any: MediaTrackConstraints = { ...processing, channelCount: 1 };
  try {
    // Chromium takes the system's default over a device that is only `ideal`.
    const audio = device ? { ...any, deviceId: { exact: device } } : any;
    return { stream: await navigator.mediaDevices.getUserMedia({ audio }) };
  } catch (error) {
    return device && isUnplugged(error)
      ? askMicrophone(undefined, processing)
      : { why: reason(error) };
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

/** Calls back whenever it is given or taken away, by whatever page or settings of the browser. */
export async function watchPermission(changed: (now: PermissionState) => void): Promise<void> {
  try {
    const permission = await navigator.permissions.query({ name: 'microphone' });
    permission.addEventListener('change', () => changed(permission.state));
  } catch {
    // Firefox before 131 cannot tell; there the track ends, which is noticed as well.
  }
}

function isUnplugged(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return name === 'OverconstrainedError' || name === 'NotFoundError';
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
