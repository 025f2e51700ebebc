/** Class names in one line, without those that are not meant now. */

export function join(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
