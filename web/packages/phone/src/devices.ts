/** Which microphones and speakers there are, by the names the browser gives once the microphone is allowed. */

export type Device = { readonly id: string; readonly name: string };
export type Devices = {
  readonly microphones: readonly Device[];
  readonly speakers: readonly Device[];
};

export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return { microphones: named(all, 'audioinput'), speakers: named(all, 'audiooutput') };
}

/** Calls back when one is plugged in or out; returns how to stop. */
export function watchDevices(changed: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', changed);
  return () => navigator.mediaDevices?.removeEventListener('devicechange', changed);
}

/** Some browsers cannot choose where sound goes. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

function named(all: readonly MediaDeviceInfo[], kind: MediaDeviceKind): Device[] {
  return all
    .filter(device => device.kind === kind && device.deviceId !== '' && device.label !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}
