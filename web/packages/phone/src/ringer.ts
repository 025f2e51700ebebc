/**
 * The ringtones: a few soft notes and a pause, synthesised once and looped by the sound hardware, so that a hidden
 * tab's slow timers cannot make it stumble. They play on a device of their own where the browser can.
 */

/** A piece and its notes: start, length, pitch. */
type Piece = {
  readonly seconds: number;
  readonly notes: readonly (readonly [number, number, number])[];
};

/** Who rings: by ear one is told from the other (VC30). */
export type Ringtone = 'customer' | 'colleague';

const RINGTONES: Readonly<Record<Ringtone, Piece>> = {
  customer: {
    seconds: 3,
    notes: [
      [0, 0.42, 587.33],
      [0.22, 0.5, 783.99],
      [0.9, 0.42, 587.33],
      [1.12, 0.6, 783.99],
    ],
  },
  // Higher, shorter, and three at a time.
  colleague: {
    seconds: 2.4,
    notes: [
      [0, 0.22, 1174.66],
      [0.18, 0.22, 987.77],
      [0.36, 0.45, 1318.51],
    ],
  },
};
const CHIME: Piece = {
  seconds: 0.6,
  notes: [
    [0, 0.25, 659.25],
    [0.12, 0.4, 880],
  ],
};

type SinkContext = AudioContext & { setSinkId?(id: string): Promise<void> };

export class Ringer {
  #context: SinkContext | undefined;
  #out: GainNode | undefined;
  #ringing: AudioBufferSourceNode | undefined;
  #device = '';
  #volume = 1;

  /** 0 to 1, from now on and for what rings already. */
  setVolume(volume: number): void {
    this.#volume = volume;
    if (this.#out) this.#out.gain.value = volume;
  }

  /** Browsers let a page sound only after the person has touched it once. */
  async unlock(): Promise<void> {
    if (this.#open().state === 'suspended') await this.#open().resume();
  }

  async setDevice(device: string): Promise<void> {
    this.#device = device;
    if (this.#context) await route(this.#context, device);
  }

  get isRinging(): boolean {
    return this.#ringing !== undefined;
  }

  start(ringtone: Ringtone = 'customer'): void {
    if (this.#ringing) return;
    const context = this.#open();
    // A page that was not touched yet is silent; the screen, the title and the notification still call.
    void context.resume().catch(() => undefined);
    this.#ringing = this.#play(context, RINGTONES[ringtone]);
    this.#ringing.loop = true;
  }

  stop(): void {
    this.#ringing?.stop();
    this.#ringing?.disconnect();
    this.#ringing = undefined;
  }

  /** Once, softly: a session has come by itself (DK01). */
  chime(): void {
    const context = this.#open();
    if (context.state === 'running') this.#play(context, CHIME, 0.08);
  }

  #play(context: AudioContext, piece: Piece, loudness = 0.2): AudioBufferSourceNode {
    const source = context.createBufferSource();
    source.buffer = tone(context, piece, loudness);
    source.connect(this.#out ?? context.destination);
    source.start();
    return source;
  }

  #open(): SinkContext {
    if (!this.#context) {
      this.#context = new AudioContext();
      this.#out = this.#context.createGain();
      this.#out.gain.value = this.#volume;
      this.#out.connect(this.#context.destination);
      void route(this.#context, this.#device);
    }
    return this.#context;
  }
}

async function route(context: SinkContext, device: string): Promise<void> {
  try {
    await context.setSinkId?.(device);
  } catch {
    // The device was unplugged: the system's default rings instead.
    await context.setSinkId?.('');
  }
}

/** Each note is struck and fades, like a small bell. */
function tone(context: AudioContext, { notes, seconds }: Piece, loudness: number): AudioBuffer {
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, Math.ceil(seconds * rate), rate);
  const samples = buffer.getChannelData(0);
  for (const [start, length, pitch] of notes) {
    const first = Math.floor(start * rate);
    const count = Math.min(Math.floor(length * rate), samples.length - first);
    for (let at = 0; at < count; at += 1) {
      const t = at / rate;
      const fade = Math.exp((-5 * t) / length) * Math.min(1, t / 0.008) * (1 - at / count);
      const wave = Math.sin(2 * Math.PI * pitch * t) + 0.25 * Math.sin(4 * Math.PI * pitch * t);
      samples[first + at] = (samples[first + at] ?? 0) + loudness * fade * wave;
    }
  }
  return buffer;
}
