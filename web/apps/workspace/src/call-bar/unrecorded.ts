/** VC15, VC43: with somebody outside or at a phone of the house in a three-way nothing is kept, for nobody has told them. The server sees to it. */

import type { ConsultView } from '@rapport/live/wire';

export function isUnrecorded(consult: ConsultView | undefined): boolean {
  return consult?.with === 'all' && consult.asked.kind !== 'colleague';
}
