/** What the browser's one leg may speak: G.711 µ-law as the trunk does, and keys as events (RFC 4733). */

type Codec = Pick<RTCRtpCodec, 'mimeType' | 'clockRate'>;

export function telephoneCodecs<C extends Codec>(codecs: readonly C[]): C[] {
  return codecs.filter(({ mimeType, clockRate }) => {
    const type = mimeType.toLowerCase();
    return clockRate === 8000 && (type === 'audio/pcmu' || type === 'audio/telephone-event');
  });
}
