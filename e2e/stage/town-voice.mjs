/** How those who are called in the demo's town sound. */

/** Of whoever is called in the town, as crate `robot` has it. */
const PITCH_HZ = 140;
/** They murmur with it: it glides a little, and draws breath in between. */
const VOICE_HZ = Array.from({ length: 11 }, (_, step) => PITCH_HZ * (0.95 + 0.01 * step));
const VOICE_DB = -45;

/**
 * `undefined` once somebody of the town is heard on the page.
 *
 * @param {import('playwright-core').Page} page
 */
export async function whyNoVoice(page) {
  const told = await page.evaluate(tones => window.rapportEar(tones, 300), VOICE_HZ);
  if (told.why) return told.why;
  const loudest = Math.max(...told.levels);
  return loudest > VOICE_DB ? undefined : `${loudest.toFixed(0)} dB at most`;
}
