/**
 * The one PeerConnection of the shift: set up at going online, kept warm between calls, set up again when it is lost.
 * Which call is heard on it, hold and mute are the server's; this end only has a microphone and a speaker.
 */

import { type SoundCodec, speak, telephoneCodecs } from './codecs';
import type { Devices } from './devices';
import { ALL_PROCESSING, askMicrophone, type NoMicrophone, type Processing } from './microphone';
import { type Quality, readQuality } from './quality';

/** What the phone says to the server, over the live socket. */
export type Signalling = {
  offer(sdp: string): void;
  audioLost(): void;
};

export type PhoneState =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'no-microphone'; readonly why: NoMicrophone }
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  /** `connecting` again after it was there: the customer may hear music meanwhile. */
  | { readonly state: 'lost' }
  | { readonly state: 'refused'; readonly title: string };

export type PhoneListener = {
  state(state: PhoneState): void;
  /** The microphone in use; absent when there is none. */
  microphone(stream: MediaStream | undefined): void;
  /** The microphone in use went away and another one took its place; or the chosen one is back and in use again. */
  switched(to: 'another' | 'chosen'): void;
};

const GATHER_MS_MAX = 500;
const HEAL_MS_MAX = 3_000;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 15_000;

export class Phone {
  readonly #signalling: Signalling;
  readonly #listener: PhoneListener;
  readonly #audio = new Audio();
  #state: PhoneState = { state: 'off' };
  #peer: RTCPeerConnection | undefined;
  #stream: MediaStream | undefined;
  #device = '';
  #speaker = '';
  #processing = ALL_PROCESSING;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(signalling: Signalling, listener: PhoneListener) {
    this.#signalling = signalling;
    this.#listener = listener;
    this.#audio.autoplay = true;
  }

  /** Asks for the microphone if there is none yet, and offers a connection. */
  async start(): Promise<void> {
    if (!this.#stream && !(await this.#takeMicrophone())) return;
    await this.#connect('connecting');
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#closePeer();
    this.#release();
    this.#tell({ state: 'off' });
  }

  /** The server has lost this connection. */
  async lost(): Promise<void> {
    if (this.#stream) await this.#connect('lost');
  }

  /** The live socket is new: an offer that was under way may have gone down with the old one. */
  async socketIsNew(): Promise<void> {
    if (this.#stream && this.#state.state !== 'ready') await this.#connect('lost');
  }

  async answered(sdp: string): Promise<void> {
    if (this.#peer?.signalingState !== 'have-local-offer') return;
    try {
      await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    } catch {
      this.#retryLater();
    }
  }

  /** The server asks for another codec; the one that this connection has spoken is kept until then. */
  async speak(codec: SoundCodec): Promise<void> {
    await speak(this.#peer?.getSenders()[0], codec);
  }

  refused(title: string): void {
    this.#closePeer();
    this.#tell({ state: 'refused', title });
    this.#retryLater();
  }

  async setMicrophone(device: string): Promise<void> {
    this.#device = device;
    if (this.#stream) await this.#takeMicrophone();
  }

  async setProcessing(processing: Processing): Promise<void> {
    this.#processing = processing;
    if (this.#stream) await this.#takeMicrophone();
  }

  /** AC06: the person has taken the microphone away in the browser's settings, or given it back. */
  async permissionIs(permission: PermissionState): Promise<void> {
    if (permission === 'granted') await this.microphoneMayBeBack();
    else if (this.#stream) await this.#microphoneEnded(this.#stream);
  }

  /** Something was plugged in or allowed. */
  async microphoneMayBeBack(): Promise<void> {
    if (this.#state.state === 'no-microphone') await this.start();
  }

  /** VC50: something was plugged in or out. What was chosen is used again once it is there. */
  async devicesChanged({ microphones }: Pick<Devices, 'microphones'>): Promise<void> {
    await this.setSpeaker(this.#speaker);
    await this.microphoneMayBeBack();
    const used = this.#stream?.getAudioTracks()[0]?.getSettings().deviceId;
    const isThere = microphones.some(({ id }) => id === this.#device);
    if (this.#stream && isThere && used !== this.#device) await this.#returnToChosen();
  }

  /** How well sound flows now; nothing where none does. */
  async quality(): Promise<Quality | undefined> {
    return this.#peer && this.#state.state === 'ready'
      ? readQuality(await this.#peer.getStats())
      : undefined;
  }

  async setSpeaker(device: string): Promise<void> {
    this.#speaker = device;
    if (!('setSinkId' in this.#audio)) return;
    try {
      await this.#audio.setSinkId(device);
    } catch {
      // Unplugged: the system's default is heard instead.
      await this.#audio.setSinkId('');
    }
  }

  async #takeMicrophone(): Promise<boolean> {
    if (!this.#stream) this.#tell({ state: 'asking' });
    const { stream, why } = await askMicrophone(this.#device, this.#processing);
    if (!stream) {
      this.#tell({ state: 'no-microphone', why });
      return false;
    }
    await this.#use(stream);
    return true;
  }

  /** Whoever speaks into another one meanwhile speaks on where the chosen one cannot be had after all. */
  async #returnToChosen(): Promise<void> {
    const chosen = this.#device;
    const { stream } = await askMicrophone(chosen, this.#processing);
    if (stream?.getAudioTracks()[0]?.getSettings().deviceId === chosen && this.#stream) {
      await this.#use(stream);
      this.#listener.switched('chosen');
    } else for (const track of stream?.getTracks() ?? []) track.stop();
  }

  async #use(stream: MediaStream): Promise<void> {
    this.#release();
    this.#stream = stream;
    const [track] = stream.getAudioTracks();
    if (track) track.onended = () => void this.#microphoneEnded(stream);
    // The track is swapped under a running call: nothing is negotiated anew.
    await this.#peer?.getSenders()[0]?.replaceTrack(track ?? null);
    this.#listener.microphone(stream);
  }

  /** F30: fall back to what is left; only with nothing left the server is told. */
  async #microphoneEnded(stream: MediaStream): Promise<void> {
    if (stream !== this.#stream) return;
    if (await this.#takeMicrophone()) {
      this.#listener.switched('another');
      return;
    }
    // The browser tells it twice, as a permission and as a track that ended; the server is told once.
    if (stream !== this.#stream) return;
    this.#release();
    this.#listener.microphone(undefined);
    this.#signalling.audioLost();
  }

  async #connect(as: 'connecting' | 'lost'): Promise<void> {
    clearTimeout(this.#retry);
    this.#closePeer();
    this.#tell({ state: as });
    const peer = new RTCPeerConnection();
    this.#peer = peer;
    peer.ontrack = ({ track }) => {
      this.#audio.srcObject = new MediaStream([track]);
      void this.#audio.play().catch(() => undefined);
    };
    peer.onconnectionstatechange = () => {
      if (peer === this.#peer) this.#peerChanged(peer.connectionState);
    };
    const track = this.#stream?.getAudioTracks()[0];
    const transceiver = peer.addTransceiver(track ?? 'audio', { direction: 'sendrecv' });
    const codecs = RTCRtpReceiver.getCapabilities('audio')?.codecs;
    if (codecs) transceiver.setCodecPreferences(telephoneCodecs(codecs));
    await peer.setLocalDescription();
    await gathered(peer);
    if (peer === this.#peer && peer.localDescription) {
      this.#signalling.offer(peer.localDescription.sdp);
    }
  }

  #peerChanged(state: RTCPeerConnectionState): void {
    switch (state) {
      case 'connected':
        this.#failures = 0;
        clearTimeout(this.#retry);
        this.#tell({ state: 'ready' });
        break;
      case 'failed':
      case 'closed':
        this.#retryLater();
        break;
      case 'disconnected':
        // Often heals by itself, but the browser's own verdict takes too long for a customer who waits.
        this.#tell({ state: 'lost' });
        this.#retryIn(HEAL_MS_MAX);
        break;
      case 'new':
      case 'connecting':
        break;
    }
  }

  #retryLater(): void {
    const wait = Math.min(RETRY_MS_MAX, RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retryIn(wait);
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect('lost'), ms);
  }

  #closePeer(): void {
    const peer = this.#peer;
    this.#peer = undefined;
    peer?.close();
  }

  #release(): void {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#stream = undefined;
  }

  #tell(state: PhoneState): void {
    if (this.#state.state === state.state && state.state !== 'no-microphone') return;
    this.#state = state;
    this.#listener.state(state);
  }
}

/** The server is ICE-lite and needs none of our candidates, but a complete offer is easier to read in a trace. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise(resolve => {
    const timer = setTimeout(resolve, GATHER_MS_MAX);
    peer.addEventListener('icegatheringstatechange', () => {
      if (peer.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}
