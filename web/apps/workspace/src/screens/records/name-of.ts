/** Under whose name a record is listed: its customer's, or that of the colleague who was called (VC30). */

import type { RecordRow } from '@rapport/live/wire';

export function nameOf({ customer, called }: RecordRow): string {
  return (customer ?? called)?.name ?? '';
}
