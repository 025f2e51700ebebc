/** The microphone as the get-ready page tries it: its own stream, let go when the page is left. */

import { type Devices, listDevices, watchDevices } from '@rapport/phone/devices';
import { askMicrophone, microphonePermission, type NoMicrophone } from '@rapport/phone/microphone';
import { useCallback, useEffect, useRef, useState } from 'react';
import { usePreferences } from '../../state/preferences';

export type MicrophoneState =
  | { readonly step: 'not-asked' }
  | { readonly step: 'asking' }
  | { readonly step: 'granted'; readonly stream: MediaStream }
  | { readonly step: 'failed'; readonly why: NoMicrophone };

export type MicrophoneCheck = { readonly state: MicrophoneState; readonly ask: () => void };

export function useMicrophoneCheck(): MicrophoneCheck {
  const device = usePreferences(({ microphone }) => microphone);
  const [state, setState] = useState<MicrophoneState>({ step: 'not-asked' });
  const open = useRef<MediaStream>(undefined);

  const ask = useCallback(async () => {
    if (!open.current) setState({ step: 'asking' });
    const { stream, why } = await askMicrophone(device, usePreferences.getState());
    release(open.current);
    open.current = stream;
    setState(stream ? { step: 'granted', stream } : { step: 'failed', why });
  }, [device]);

  useEffect(() => {
    // Allowed before: no question comes up, so there is no need for a click.
    void microphonePermission().then(permission => (permission === 'granted' ? ask() : undefined));
  }, [ask]);

  // VC50: the one that was tried was unplugged, or there was none.
  const hadNone = state.step === 'failed' && state.why === 'none';
  useEffect(
    () =>
      watchDevices(() => {
        if (hadNone || hasEnded(open.current)) void ask();
      }),
    [ask, hadNone],
  );

  useEffect(() => () => release(open.current), []);

  return { state, ask: () => void ask() };
}

/** The devices by name; known only once the microphone was allowed. */
export function useDevices(known: boolean): Devices {
  const [devices, setDevices] = useState<Devices>({ microphones: [], speakers: [] });
  useEffect(() => {
    if (!known) return undefined;
    const look = () => void listDevices().then(setDevices);
    look();
    return watchDevices(look);
  }, [known]);
  return devices;
}

function hasEnded(stream: MediaStream | undefined): boolean {
  return stream?.getTracks().some(({ readyState }) => readyState === 'ended') ?? false;
}

function release(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
