/** A play: a name that begins with the id of what it proves, what differs from the demo's settings, and what is done. */

/**
 * @typedef {import('./rapport.mjs').DemoFlags} DemoFlags
 * @typedef {import('./house.mjs').House} House
 * @typedef {{ name: string, flags: DemoFlags, act: (house: House) => Promise<void> }} Play
 */

/**
 * @param {string} name
 * @param {DemoFlags} flags
 * @param {(house: House) => Promise<void>} act
 * @returns {Play}
 */
export function play(name, flags, act) {
  return { name, flags, act };
}
