/**
 * A world for tests: sockets that are played by hand, a clock that only `pass` moves, chance that is always none.
 */

import { IdentityRefused, TooManyCustomers } from './bootstrap';
import { forgetfulShelf } from './forgetful-shelf';
import { Introduction } from './introduction';
import { Keepsake, type Shelf } from './keepsake';
import type { CustomerFrame } from './wire';
import type { WireEvents, World } from './world';

export class FakeSocket {
  readonly sent: CustomerFrame[] = [];
  closed = false;
  readonly events: WireEvents;

  constructor(events: WireEvents) {
    this.events = events;
  }

  say(frame: object): void {
    this.events.text(JSON.stringify(frame));
  }

  /** Goes through the server's side of opening: hello and a snapshot. */
  welcome(snapshot: object = {}): void {
    this.events.opened();
    this.say({ type: 'hello', protocol: 1, now: 0, seq: 0 });
    this.say({ type: 'snapshot', seq: 1, messages: [], ...snapshot });
  }

  get commands(): readonly CustomerFrame[] {
    return this.sent.filter(frame => frame.type === 'command');
  }
}

export class FakeWorld implements World {
  readonly key = 'site-1';
  readonly sockets: FakeSocket[] = [];
  readonly shelf: Shelf;
  readonly keepsake: Keepsake;
  readonly introduction = new Introduction('https://shop.example');
  /** Why nobody is believed; undefined when all are. */
  doubts: string | undefined;
  tokensGiven = 0;
  /** How long new customers are to wait; undefined when they are welcome. */
  turnsAwayMs: number | undefined;
  #now = 0;
  #ids = 0;
  #timers: { at: number; then: () => void }[] = [];

  constructor(shelf: Shelf = forgetfulShelf()) {
    this.shelf = shelf;
    this.keepsake = new Keepsake(shelf, this.key);
  }

  readonly file = () => Promise.resolve(undefined);

  readonly connect = (events: WireEvents) => {
    const socket = new FakeSocket(events);
    this.sockets.push(socket);
    return {
      send: (text: string) => void socket.sent.push(JSON.parse(text)),
      close: () => {
        socket.closed = true;
      },
    };
  };

  readonly token = (): Promise<string> => {
    const kept = this.keepsake.token;
    const { identity, user } = this.introduction;
    if (kept !== undefined && (identity === undefined || this.keepsake.user === user)) {
      return Promise.resolve(kept);
    }
    if (this.doubts !== undefined) return Promise.reject(new IdentityRefused(this.doubts));
    if (this.turnsAwayMs !== undefined) {
      return Promise.reject(new TooManyCustomers(this.turnsAwayMs));
    }
    this.tokensGiven += 1;
    this.keepsake.keepToken(`token-${this.tokensGiven}`, user);
    return Promise.resolve(`token-${this.tokensGiven}`);
  };

  readonly after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: this.#now + ms, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  };

  readonly now = (): number => this.#now;

  readonly chance = (): number => 1;

  readonly freshId = (): string => {
    this.#ids += 1;
    return `id-${this.#ids}`;
  };

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('nothing has connected yet');
    return socket;
  }

  /** Lets time go by and everything that waits for it happen, promises included. */
  async pass(ms = 0): Promise<void> {
    this.#now += ms;
    const ripe = this.#timers.filter(timer => timer.at <= this.#now);
    this.#timers = this.#timers.filter(timer => timer.at > this.#now);
    for (const timer of ripe) timer.then();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}
