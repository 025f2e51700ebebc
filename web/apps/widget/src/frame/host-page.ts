/**
 * The page that shows this frame, through the bridge. Without one (the frame opened by itself) nothing is told or heard.
 */

import { listenTo, readToFrame, type ToFrame, type ToLoader, tell } from '../bridge';

export type HostPage = {
  tell(message: ToLoader): void;
  listen(hear: (message: ToFrame) => void): () => void;
};

export function hostPage(): HostPage {
  const { origin } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (window.parent === window || origin === undefined || !URL.canParse(origin)) return NOBODY;
  const peer = { origin: new URL(origin).origin, window: () => window.parent };
  return {
    tell: message => tell(peer, message),
    listen: hear => listenTo(peer, readToFrame, hear),
  };
}

/** The origin of the page that shows this frame: as the browser says it, where it does, else as the loader has. */
export function shownBy(): string {
  if (window.parent === window) return location.origin;
  const { ancestorOrigins } = location as { ancestorOrigins?: DOMStringList };
  const [told] = ancestorOrigins ?? [];
  if (told !== undefined) return told;
  const { origin } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).origin : 'null';
}

const NOBODY: HostPage = { tell: () => {}, listen: () => () => {} };
