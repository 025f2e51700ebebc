/** Pictures that this page has sent, to be shown from here until the server's own can be had. */

import type { Taken } from '@rapport/api/attachments/tray';
import type { Uuid } from '@rapport/live/wire';

const addresses = new Map<Uuid, string>();

export function keepPictures(taken: readonly Taken[]): void {
  for (const { file, picture } of taken) {
    if (picture !== undefined) addresses.set(file.id, picture);
  }
}

export function ownPicture(file: Uuid): string | undefined {
  return addresses.get(file);
}

export function forgetPicture(file: Uuid): void {
  const address = addresses.get(file);
  if (address === undefined) return;
  addresses.delete(file);
  // It is drawn once more with the next picture, and then from the server.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
