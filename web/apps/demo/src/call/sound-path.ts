/**
 * The one peer connection of a call: our microphone up, the hotline's sound down, both as G.711 μ-law (PCMU), and keys (RFC 4733).
 */

export class SoundPath {
  readonly #peer = new RTCPeerConnection();
  readonly #speaker = new Audio();
  readonly #sender: RTCRtpSender;
  /** The connection failed for good. */
  onBroken: () => void = () => {};

  constructor(microphone: MediaStream) {
    const [track] = microphone.getAudioTracks();
    const voice = this.#peer.addTransceiver(track ?? 'audio', { direction: 'sendrecv' });
    this.#sender = voice.sender;
    voice.setCodecPreferences(telephone(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []));
    this.#peer.addEventListener('track', ({ track: remote }) => this.#play(remote));
    this.#peer.addEventListener('connectionstatechange', () => {
      if (this.#peer.connectionState === 'failed') this.onBroken();
    });
  }

  /** The SDP offer, with its candidates in it: the server takes no trickle. */
  async offer(): Promise<string> {
    await this.#peer.setLocalDescription();
    await this.#gathered();
    return this.#peer.localDescription?.sdp ?? '';
  }

  async accept(answer: string): Promise<void> {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  /** After those that are still on their way; nothing where the other side takes no keys. */
  press(key: string): void {
    const { dtmf } = this.#sender;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(dtmf.toneBuffer + key, KEY_MS, KEY_GAP_MS);
  }

  close(): void {
    this.onBroken = () => {};
    this.#peer.close();
    this.#speaker.srcObject = null;
  }

  #play(track: MediaStreamTrack): void {
    this.#speaker.srcObject = new MediaStream([track]);
    // The click on Call allows sound; where a browser still refuses, the call goes on and can be heard after the next click.
    this.#speaker.play().catch(() => {
      document.addEventListener('click', () => void this.#speaker.play(), { once: true });
    });
  }

  #gathered(): Promise<void> {
    return new Promise(done => {
      const check = () => this.#peer.iceGatheringState === 'complete' && done();
      this.#peer.addEventListener('icegatheringstatechange', check);
      // The server answers checks from wherever they come, so a slow candidate is not worth waiting for.
      setTimeout(done, GATHER_MS_MAX);
      check();
    });
  }
}

/** What a telephone offers: one codec, and its keys as events in the same clock. */
export function telephone<Codec extends { readonly mimeType: string; readonly clockRate: number }>(
  codecs: readonly Codec[],
): Codec[] {
  const kinds = ['audio/pcmu', 'audio/telephone-event'];
  return codecs.filter(
    codec => kinds.includes(codec.mimeType.toLowerCase()) && codec.clockRate === TELEPHONE_HZ,
  );
}

const TELEPHONE_HZ = 8000;
/** A key and the pause after it, as long as a finger makes them. */
const KEY_MS = 120;
const KEY_GAP_MS = 80;

const GATHER_MS_MAX = 1500;
