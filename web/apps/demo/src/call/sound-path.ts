/**
 * The one peer connection of a call: our microphone up, the hotline's sound down, both as G.711 μ-law (PCMU).
 */

export class SoundPath {
  readonly #peer = new RTCPeerConnection();
  readonly #speaker = new Audio();
  /** The connection failed for good. */
  onBroken: () => void = () => {};

  constructor(microphone: MediaStream) {
    const [track] = microphone.getAudioTracks();
    const voice = this.#peer.addTransceiver(track ?? 'audio', { direction: 'sendrecv' });
    voice.setCodecPreferences(onlyPcmu(RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []));
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

/** With telephone-event left out as well: the customer's page has no keypad. */
export function onlyPcmu<Codec extends { readonly mimeType: string }>(
  codecs: readonly Codec[],
): Codec[] {
  return codecs.filter(codec => codec.mimeType.toLowerCase() === 'audio/pcmu');
}

const GATHER_MS_MAX = 1500;
