/**
 * The real world of a live customer: this browser's socket, storage, clock and chance.
 */

import { customerToken, fetchFile, liveUrl } from './bootstrap';
import { forgetfulShelf } from './forgetful-shelf';
import { freshId } from './fresh-id';
import { Introduction } from './introduction';
import { Keepsake, type Shelf } from './keepsake';
import type { LiveCustomer } from './live-customer';
import type { WireEvents, World } from './world';

/**
 * `server` is the origin that serves the widget, without a slash at its end; `page` the origin of the page that shows the chat, if
 * it is not this one.
 */
export function browserWorld(server: string, key: string, page = location.origin): World {
  const introduction = new Introduction(page);
  const keepsake = new Keepsake(browserShelf(), key);
  return {
    key,
    keepsake,
    introduction,
    connect: events => connect(liveUrl(server), events),
    token: () => customerToken(server, key, keepsake, introduction),
    file: id => fetchFile(server, key, keepsake, id),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    now: Date.now,
    chance: Math.random,
    freshId,
  };
}

/** F57: a message that another tab has sent or discarded is not this tab's any more. */
export function followOtherTabs({ keepsake }: World, live: LiveCustomer): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    const message = newValue === null ? keepsake.unsentMessage(key) : undefined;
    if (message !== undefined) live.discard(message);
  });
}

function connect(url: string, events: WireEvents) {
  const socket = new WebSocket(url);
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && events.text(data));
  socket.addEventListener('close', () => events.closed());
  return {
    send: (text: string) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
}

/** Blocked site data makes the very name `localStorage` throw; then nothing outlives the page. */
function browserShelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return forgetfulShelf();
  }
}
