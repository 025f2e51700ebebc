/** What the browser's one leg may speak: all that trunks speak, so that most calls pass untouched, and keys as events (RFC 4733). */

type Codec = Pick<RTCRtpCodec, 'mimeType' | 'clockRate'>;
/** TypeScript's own types do not know of it yet; a browser that does not either ignores it. */
type Encoding = RTCRtpEncodingParameters & { codec?: RTCRtpCodec };

/** What the server may ask for. */
export type SoundCodec = 'pcmu' | 'pcma' | 'g722' | 'opus';

/** The first is what is sent until a call wants another one. */
const SPOKEN = ['pcmu', 'pcma', 'g722', 'opus', 'telephone-event'];

export function telephoneCodecs<C extends Codec>(codecs: readonly C[]): C[] {
  return SPOKEN.flatMap(name => codecs.filter(codec => isCalled(codec, name)));
}

/** Makes the sender speak this codec from its next packet on; nothing is negotiated (ADR 0006). */
export async function speak(sender: RTCRtpSender | undefined, name: SoundCodec): Promise<void> {
  const parameters = sender?.getParameters();
  const codec = parameters?.codecs?.find(known => isCalled(known, name));
  const encoding: Encoding | undefined = parameters?.encodings[0];
  if (!sender || !parameters || !encoding || !codec) return;
  encoding.codec = codec;
  try {
    await sender.setParameters(parameters);
  } catch {
    // A browser that cannot choose speaks on as it does, and the server transcodes.
  }
}

function isCalled({ mimeType }: Codec, name: string): boolean {
  return mimeType.toLowerCase() === `audio/${name}`;
}
