/** Watches how loud a track is. The value is 0 to 1 on a scale on which ordinary speech reaches the upper half. */

const FLOOR_DB = -60;
const CEILING_DB = -10;
const EVERY_MS = 80;

export function watchLevel(
  context: AudioContext,
  stream: MediaStream,
  heard: (level: number) => void,
): () => void {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    heard(levelOf(samples));
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}

export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  const db = 10 * Math.log10(power);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB)));
}
