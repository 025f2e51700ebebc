/** How long the connection has been gone; undefined while it is there. */

import { useLive } from '../state/live';
import { useTimed } from '../state/timed';

/** Shorter than this nobody is told. */
export const CHIP_AFTER_MS = 2_000;
export const BANNER_AFTER_MS = 15_000;

/** In whole seconds. */
export function useLostForMs(): number | undefined {
  const since = useLive(({ link }) => (link.state === 'lost' ? link.since : undefined));
  return useTimed(now =>
    since === undefined ? undefined : Math.floor((now - since) / 1000) * 1000,
  );
}
