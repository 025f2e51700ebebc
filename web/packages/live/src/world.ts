/** What the connection needs from outside, so that tests can hold time, chance and the socket in their hands. */

export type Socket = {
  send(text: string): void;
  close(): void;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
};

export type World = {
  open(): Socket;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Epoch milliseconds. */
  wall(): number;
  /** Calls back once; returns how to forget it. */
  after(ms: number, then: () => void): () => void;
  /** In [0, 1). */
  random(): number;
  uuid(): string;
};

/** The browser, with the socket at `path` on the page's own host. */
export function browserWorld(path: string): World {
  return {
    open: () => {
      const url = new URL(path, location.href);
      url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(url);
    },
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    uuid: () => crypto.randomUUID(),
  };
}
