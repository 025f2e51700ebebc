/** The other end of a fake socket, and a clock that stands still: for tests only. */

import { PROTOCOL } from '@rapport/api/protocol';
import type { Link } from './connection';
import { Connection } from './connection';
import type { Picture } from './picture';
import type { Me, MemberFrame, ServerFrame, Snapshot } from './wire';
import type { Socket } from './world';

export class FakeServer {
  readonly sockets: FakeSocket[] = [];
  readonly links: Link[] = [];
  readonly connection: Connection;
  picture: Picture | undefined;
  pictures = 0;
  now = 1_000_000;
  #timers: { at: number; then: () => void }[] = [];
  #ids = 0;

  constructor() {
    this.connection = new Connection(
      {
        open: () => {
          const socket = new FakeSocket();
          this.sockets.push(socket);
          return socket;
        },
        monotonic: () => this.now,
        wall: () => this.now,
        after: (ms, then) => {
          const timer = { at: this.now + ms, then };
          this.#timers.push(timer);
          return () => {
            this.#timers = this.#timers.filter(other => other !== timer);
          };
        },
        random: () => 1 - Number.EPSILON,
        uuid: () => `cmd-${++this.#ids}`,
      },
      {
        link: link => this.links.push(link),
        picture: picture => {
          this.picture = picture;
          this.pictures += 1;
        },
        frame: () => undefined,
      },
    );
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }

  get link(): Link['state'] | undefined {
    return this.links.at(-1)?.state;
  }

  /** Time passes; what is due happens, in order. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const [due] = this.#timers.toSorted((a, b) => a.at - b.at);
      if (!due || due.at > until) break;
      this.#timers = this.#timers.filter(other => other !== due);
      this.now = due.at;
      due.then();
    }
    this.now = until;
  }

  /** The newest socket opens and is greeted. */
  greet(seq: number, application = 'demo'): void {
    this.socket.open();
    this.say({ type: 'hello', protocol: PROTOCOL, now: this.now, seq, application });
  }

  say(frame: ServerFrame): void {
    this.socket.hear(frame);
  }

  /** Starts a connection and gives it a picture. */
  goLive(picture: Snapshot = emptyPicture()): void {
    this.connection.start();
    this.greet(picture.seq);
    this.say({ type: 'snapshot', ...picture });
  }
}

export class FakeSocket implements Socket {
  readonly heard: MemberFrame[] = [];
  closed = false;
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;

  send(text: string): void {
    this.heard.push(JSON.parse(text) as MemberFrame);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(new Event('open'));
  }

  hear(frame: ServerFrame): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  /** The network drops it. */
  break(): void {
    this.onclose?.(new CloseEvent('close'));
  }
}

export const ME: Me = {
  myself: {
    id: 'm1',
    name: 'Li Wei',
    email: 'li@example.test',
    roles: ['agent'],
    application: 'Demo',
  },
  label: 'available',
  since: 0,
  audio: true,
  sessions_open: 0,
  sessions_max: 5,
};

export function emptyPicture(seq = 10): Snapshot {
  return { seq, me: ME, calls: [], sessions: [], messages: [], groups: [], break_reasons: [] };
}
