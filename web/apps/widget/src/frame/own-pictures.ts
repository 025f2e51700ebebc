/** Pictures that this page has sent, to be shown from here until the server gives them out. */

import type { FileView } from '@rapport/customer/wire';

const addresses = new Map<string, string>();

export function keepPicture({ id }: FileView, address: string | undefined): void {
  if (address !== undefined) addresses.set(id, address);
}

export function ownPicture(id: string): string | undefined {
  return addresses.get(id);
}

/** It is shown from the server now. */
export function forgetPicture(id: string): void {
  const address = addresses.get(id);
  if (address !== undefined) URL.revokeObjectURL(address);
  addresses.delete(id);
}
