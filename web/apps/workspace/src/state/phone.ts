/** The phone of this tab: started where voice is set up, fed by the live socket, held by one tab at a time (VC52). */

import { listDevices, watchDevices } from '@rapport/phone/devices';
import { type NoMicrophone, watchPermission } from '@rapport/phone/microphone';
import { Phone, type PhoneState } from '@rapport/phone/phone';
import type { Quality } from '@rapport/phone/quality';
import i18next from 'i18next';
import { create } from 'zustand';
import { connection, useLive, watchFrames } from './live';
import { usePreferences } from './preferences';
import { toast } from './toasts';

type Sound = {
  readonly phone: PhoneState;
  readonly microphone: MediaStream | undefined;
  /** Who has the voice, if not this tab: another one of this browser, or another browser or computer. */
  readonly elsewhere: 'window' | 'computer' | undefined;
};

export const useSound = create<Sound>()(() => ({
  phone: { state: 'off' },
  microphone: undefined,
  elsewhere: undefined,
}));

const phone = new Phone(
  {
    offer: sdp => connection.tell({ type: 'phone-offer', sdp }),
    audioLost: () => connection.tell({ type: 'audio-lost' }),
  },
  {
    state: state => useSound.setState({ phone: state }),
    microphone: microphone => {
      if (!microphone) toast(i18next.t('sound.microphone-gone'), 'bad');
      useSound.setState({ microphone });
    },
    switched: to => toast(i18next.t(to === 'chosen' ? 'sound.device-back' : 'sound.device-gone')),
  },
);

const SOUND_SWITCHES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
const LOCK = 'rapport.voice';
let release: (() => void) | undefined;

/** Starts the phone if this tab may have it; with `steal`, takes it from the other tab. */
export function startPhone(steal = false): void {
  if (release) {
    void phone.start();
    return;
  }
  const options = steal ? { steal } : { ifAvailable: true };
  void navigator.locks
    ?.request(LOCK, options, lock => {
      useSound.setState({ elsewhere: lock ? undefined : 'window' });
      if (!lock) return undefined;
      void phone.start();
      return new Promise<void>(resolve => {
        release = resolve;
      });
    })
    .catch(() => {
      // Another tab took it.
      release = undefined;
      phone.stop();
      useSound.setState({ elsewhere: 'window', microphone: undefined });
    });
}

export function stopPhone(): void {
  release?.();
  release = undefined;
  phone.stop();
  useSound.setState({ microphone: undefined });
}

/** VC52: the member has taken the voice to another browser. Fighting for it would leave the customer with neither. */
function letGo(): void {
  // Nothing to let go of: a tab without the voice.
  if (!release) return;
  stopPhone();
  useSound.setState({ elsewhere: 'computer' });
}

export function whyNoMicrophone(state: PhoneState): NoMicrophone | undefined {
  return state.state === 'no-microphone' ? state.why : undefined;
}

export function followPhone(): void {
  watchFrames(frame => {
    if (frame.type === 'phone-answer') void phone.answered(frame.sdp);
    if (frame.type === 'phone-refused') phone.refused(frame.title);
    if (frame.type === 'phone-lost') void phone.lost();
    if (frame.type === 'phone-taken') letGo();
    if (frame.type === 'phone-codec') void phone.speak(frame.codec);
  });
  useLive.subscribe(({ link }, { link: before }) => {
    if (link.state === 'logged-out') stopPhone();
    if (link.state !== 'live' || before.state === 'live') return;
    if (useSound.getState().elsewhere === 'computer') return;
    if (usePreferences.getState().voice === 'voice' && !release) startPhone();
    else void phone.socketIsNew();
  });
  useLive.subscribe(considerSilence);
  usePreferences.subscribe((now, before) => {
    if (now.microphone !== before.microphone) void phone.setMicrophone(now.microphone);
    if (now.speaker !== before.speaker) void phone.setSpeaker(now.speaker);
    const sameSound = SOUND_SWITCHES.every(each => now[each] === before[each]);
    if (!sameSound) void phone.setProcessing(now);
  });
  const preferences = usePreferences.getState();
  void phone.setProcessing(preferences);
  void phone.setMicrophone(preferences.microphone);
  void phone.setSpeaker(preferences.speaker);
  // AC06: what was taken away may come back, and then nobody should have to load the page anew.
  void watchPermission(permission => void phone.permissionIs(permission));
  watchDevices(() => void listDevices().then(devices => phone.devicesChanged(devices)));
}

/** How well sound flows to this tab now. */
export function soundQuality(): Promise<Quality | undefined> {
  return phone.quality();
}

const AUDIO_TOLD_MS_MAX = 700;
let silence: ReturnType<typeof setTimeout> | undefined;

/** Our end says connected, the server says it has no sound: it was restarted, and we notice before ICE does. */
function considerSilence(): void {
  if (hasSound()) {
    clearTimeout(silence);
    silence = undefined;
  } else silence ??= setTimeout(mend, AUDIO_TOLD_MS_MAX);
}

function mend(): void {
  silence = undefined;
  const { link } = useLive.getState();
  const connected = useSound.getState().phone.state === 'ready';
  if (link.state === 'live' && connected && !hasSound()) void phone.lost();
}

function hasSound(): boolean {
  return useLive.getState().picture?.me.audio ?? true;
}
