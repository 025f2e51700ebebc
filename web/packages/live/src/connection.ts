/**
 * The live socket of one member: open → hello → snapshot or changes, again after every loss. It holds the picture,
 * the server's clock and the commands that wait for an answer. It draws nothing and decides no rule.
 */

import { PROTOCOL } from '@rapport/api/protocol';
import { apply } from './apply';
import { backoffMs } from './backoff';
import { Outbox } from './outbox';
import { type Picture, pictureOf } from './picture';
import { ServerClock } from './server-clock';
import type { Answer, Changes, Hello, MemberCommand, MemberFrame, ServerFrame } from './wire';
import type { Socket, World } from './world';

/** What became of the connection. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** `since` and `nextTry` on the server's clock. */
  | { readonly state: 'lost'; readonly since: number; readonly nextTry: number }
  | { readonly state: 'logged-out' }
  /** AC05: the member works in another application now, and nothing on this page is of it. */
  | { readonly state: 'moved' }
  /** The server speaks another protocol: the page is to be loaded again. */
  | { readonly state: 'outdated' };

export type Listener = {
  link(link: Link): void;
  /** `changes` led from `before` to `picture`; both are absent when the picture is a fresh snapshot. */
  picture(picture: Picture, before?: Picture, changes?: Changes): void;
  frame(frame: SideFrame): void;
};

/** Frames that are not part of the picture. */
export type SideFrame = Extract<
  ServerFrame,
  {
    readonly type:
      | 'phone-answer'
      | 'phone-refused'
      | 'phone-lost'
      | 'phone-taken'
      | 'phone-codec'
      | 'own-phone'
      | 'typing'
      | 'voicemails-changed'
      | 'directory'
      | 'directory-changes'
      | 'maintenance';
  }
>;

/** A server that is alive answers long before this. */
export const ANSWER_MS_MAX = 8_000;
export const HELLO_MS_MAX = 10_000;

export class Connection {
  readonly clock: ServerClock;
  readonly #world: World;
  readonly #listener: Listener;
  readonly #outbox = new Outbox();
  #socket: Socket | undefined;
  #picture: Picture | undefined;
  #link: Link = { state: 'connecting' };
  /** The one whose journal the picture's seq counts in. */
  #application: string | undefined;
  #attempt = 0;
  #lostSince: number | undefined;
  #forgetTimer: () => void = () => undefined;

  constructor(world: World, listener: Listener) {
    this.#world = world;
    this.#listener = listener;
    this.clock = new ServerClock(world.monotonic, world.wall);
  }

  start(): void {
    if (!this.#socket) this.#connect();
  }

  /** Ends for good, as after logging out. */
  stop(): void {
    this.#end({ state: 'logged-out' });
  }

  retryNow(): void {
    if (this.#link.state === 'lost' && !this.#socket) this.#connect();
  }

  /** The machine lost its network: do not wait for the socket to notice. */
  networkLost(): void {
    if (this.#socket) this.#lost();
  }

  /** The picture may be wrong: throw it away and take a fresh one. */
  resync(): void {
    this.#picture = undefined;
    this.#lost();
  }

  /** Resolves with the server's answer, however many sockets it takes. */
  send(command: MemberCommand): Promise<Answer> {
    const cmdId = this.#world.uuid();
    const answer = this.#outbox.add(cmdId, command);
    if (this.#link.state === 'live') {
      this.#write({ type: 'command', cmd_id: cmdId, ...command });
      this.#watchAnswers();
    }
    return answer;
  }

  /** A frame that is worth nothing later: it is dropped unless the socket is live. */
  tell(frame: MemberFrame): void {
    if (this.#link.state === 'live') this.#write(frame);
  }

  #connect(): void {
    this.#forgetTimer();
    const socket = this.#world.open();
    this.#socket = socket;
    socket.onopen = () => {
      const resume = this.#picture?.seq;
      const application = this.#application;
      this.#write({
        type: 'open',
        protocol: PROTOCOL,
        ...(resume !== undefined && application !== undefined && { resume, application }),
      });
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(JSON.parse(String(data)) as ServerFrame);
    };
    socket.onclose = () => {
      if (socket === this.#socket) this.#lost();
    };
    this.#forgetTimer = this.#world.after(HELLO_MS_MAX, () => this.#lost());
  }

  #receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        this.#hello(frame);
        break;
      case 'snapshot': {
        const { type: _, ...snapshot } = frame;
        this.#picture = pictureOf(snapshot);
        this.#listener.picture(this.#picture);
        this.#live();
        break;
      }
      case 'changes':
        this.#changes(frame);
        break;
      case 'answer':
        this.#outbox.answered(frame);
        break;
      case 'resync':
        this.resync();
        break;
      case 'logged-out':
        this.#end({ state: 'logged-out' });
        break;
      case 'moved':
        this.#end({ state: 'moved' });
        break;
      case 'phone-answer':
      case 'phone-refused':
      case 'phone-lost':
      case 'phone-taken':
      case 'phone-codec':
      case 'own-phone':
      case 'typing':
      case 'voicemails-changed':
      case 'directory':
      case 'directory-changes':
      case 'maintenance':
        this.#listener.frame(frame);
        break;
    }
  }

  #hello({ protocol, now, application }: Hello): void {
    if (protocol !== PROTOCOL) {
      this.#end({ state: 'outdated' });
      return;
    }
    if (this.#application !== undefined && application !== this.#application) {
      // While the socket was away; picture and commands are of the one before.
      this.#end({ state: 'moved' });
      return;
    }
    this.#application = application;
    this.clock.set(now);
    // With a picture in hand the server goes on from it, perhaps with nothing to tell; without one a snapshot follows.
    if (this.#picture) this.#live();
  }

  #changes(changes: Changes): void {
    const before = this.#picture;
    if (!before) return;
    this.#picture = apply(before, changes);
    if (this.#picture !== before) this.#listener.picture(this.#picture, before, changes);
  }

  #live(): void {
    if (this.#link.state === 'live') return;
    this.#forgetTimer();
    this.#attempt = 0;
    this.#lostSince = undefined;
    this.#tellLink({ state: 'live' });
    for (const { cmdId, command } of this.#outbox.unanswered()) {
      this.#write({ type: 'command', cmd_id: cmdId, ...command });
    }
    this.#watchAnswers();
  }

  /** A socket on which nothing is answered is dead, whatever it says. */
  #watchAnswers(): void {
    const [oldest] = this.#outbox.unanswered();
    if (!oldest) return;
    this.#forgetTimer();
    this.#forgetTimer = this.#world.after(ANSWER_MS_MAX, () => {
      const [still] = this.#outbox.unanswered();
      if (still?.cmdId === oldest.cmdId) this.#lost();
      else this.#watchAnswers();
    });
  }

  #lost(): void {
    this.#drop();
    const now = this.clock.now();
    this.#lostSince ??= now;
    const wait = backoffMs(this.#attempt, this.#world.random());
    this.#attempt += 1;
    this.#forgetTimer = this.#world.after(wait, () => this.#connect());
    this.#tellLink({ state: 'lost', since: this.#lostSince, nextTry: now + wait });
  }

  #end(link: Link): void {
    this.#drop();
    this.#outbox.giveUp('logged-out', 'You are signed out');
    this.#tellLink(link);
  }

  #drop(): void {
    this.#forgetTimer();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #write(frame: MemberFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #tellLink(link: Link): void {
    this.#link = link;
    this.#listener.link(link);
  }
}
