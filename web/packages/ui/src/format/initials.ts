/** What stands for a person without a picture. */

export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const [first = '?', ...rest] = words;
  // A Chinese name is one word; its last two characters are how people are called.
  if (/^\p{Script=Han}/u.test(first)) return [...first].slice(-2).join('');
  const last = rest.at(-1) ?? '';
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toLocaleUpperCase();
}

/** One of eight hues, always the same for the same id. */
export function hue(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (sum % 8) * 45;
}
