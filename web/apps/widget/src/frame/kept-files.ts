/** Where the whole files of a draft are kept, so that a reload of the page does not lose them. */

export const KEPT = 'rapport.draft-files';

export function hasKept(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
