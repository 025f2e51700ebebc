/** What the agent hears of a key that they send: its two tones (ITU-T Q.23), softly, in this browser alone. */

const ROWS = [697, 770, 852, 941] as const;
const COLUMNS = [1209, 1336, 1477, 1633] as const;
const KEYS = ['123A', '456B', '789C', '*0#D'] as const;

const LENGTH_S = 0.1;
const LOUDNESS = 0.06;

let context: AudioContext | undefined;

export function playKey(key: string): void {
  const row = KEYS.findIndex(keys => keys.includes(key));
  const low = ROWS[row];
  const high = COLUMNS[KEYS[row]?.indexOf(key) ?? -1];
  if (low === undefined || high === undefined) return;
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  const source = context.createBufferSource();
  source.buffer = tones(context, low, high);
  source.connect(context.destination);
  source.start();
}

function tones(context: AudioContext, low: number, high: number): AudioBuffer {
  const rate = context.sampleRate;
  const count = Math.ceil(LENGTH_S * rate);
  const buffer = context.createBuffer(1, count, rate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < count; at += 1) {
    const turn = (2 * Math.PI * at) / rate;
    // A few milliseconds of rise and fall, so that it does not click.
    const edge = Math.min(1, at / (0.005 * rate), (count - at) / (0.005 * rate));
    samples[at] = LOUDNESS * edge * (Math.sin(low * turn) + Math.sin(high * turn));
  }
  return buffer;
}
