/** AC06: records three seconds of the microphone and plays them back. Nothing leaves the machine. */

const RECORD_MS = 3_000;

export type EchoStep = 'recording' | 'playing' | 'over';

export async function echoTest(
  stream: MediaStream,
  speaker: string,
  step: (now: EchoStep) => void,
): Promise<void> {
  step('recording');
  const sound = await record(stream);
  step('playing');
  await playBack(sound, speaker);
  step('over');
}

function record(stream: MediaStream): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => resolve(new Blob(parts, { type: recorder.mimeType }));
    recorder.onerror = () => reject(new Error('the recorder failed'));
    recorder.start();
    setTimeout(() => recorder.stop(), RECORD_MS);
  });
}

async function playBack(sound: Blob, speaker: string): Promise<void> {
  const url = URL.createObjectURL(sound);
  const audio = new Audio(url);
  try {
    // Unplugged: the system's default plays instead.
    if (speaker && 'setSinkId' in audio) await audio.setSinkId(speaker).catch(() => undefined);
    await audio.play();
    await new Promise<void>(resolve => {
      audio.onended = () => resolve();
      audio.onerror = () => resolve();
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
