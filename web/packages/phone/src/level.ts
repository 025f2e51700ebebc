/** Watches how loud a track is. The value is 0 to 1 on a scale on which ordinary speech reaches the upper half. */

const FLOOR_DB = -60;
const CEILING_DB = -10;
const EVERY_MS = 80;
/** Less than the last bit of 16. */
const NOUGHT = 1e-10;
const DEAD_MS = 5_000;

export function watchLevel(
  context: AudioContext,
  stream: MediaStream,
  heard: (level: number) => void,
): () => void {
  return watchSamples(context, stream, samples => heard(levelOf(samples)));
}

/**
 * VC53: whether nothing at all comes from the microphone. A quiet room still hisses; a switch on the headset's cable, or in
 * the system, gives noughts.
 */
export function watchDeadness(
  context: AudioContext,
  stream: MediaStream,
  told: (dead: boolean) => void,
): () => void {
  let since = 0;
  return watchSamples(context, stream, samples => {
    since = powerOf(samples) < NOUGHT ? since + EVERY_MS : 0;
    told(since >= DEAD_MS);
  });
}

function watchSamples(
  context: AudioContext,
  stream: MediaStream,
  heard: (samples: Float32Array) => void,
): () => void {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    heard(samples);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}

export function levelOf(samples: Float32Array): number {
  const power = powerOf(samples);
  if (power === 0) return 0;
  const db = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB)));
}

function powerOf(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}
