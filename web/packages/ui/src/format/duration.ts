/** Spans of time as people in a contact center read them: 0:07, 12:30, 1:02:05. */

export function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** What is left until `deadline`, rounded up, so that 0:00 means over. */
export function clockFaceLeft(ms: number): string {
  return clockFace(Math.ceil(Math.max(0, ms) / 1000) * 1000);
}

/** For `<time dateTime>`: PT12M30S. */
export function isoDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `PT${Math.floor(seconds / 60)}M${seconds % 60}S`;
}
