/**
 * The keys of one call on their way (VC21): each goes as soon as those before it are sent, and a comma lets two seconds pass.
 * Before the call is answered all of them wait.
 * They may be a PIN: when the pad closes, this page forgets them.
 */

import type { MemberCommand } from '@rapport/live/wire';

/** As many as the server takes at once. */
const AT_ONCE_MAX = 32;
export const PAUSE = ',';
export const PAUSE_MS = 2_000;

export type KeyLineState = {
  readonly sent: string;
  readonly waiting: string;
};

type World = {
  /** Gives the command; whether the server has done it. */
  readonly give: (command: MemberCommand) => Promise<boolean>;
  readonly wait: (ms: number) => Promise<void>;
  readonly show: (state: KeyLineState) => void;
};

export class KeyLine {
  readonly #call: string;
  readonly #world: World;
  #sent = '';
  #waiting = '';
  #isAnswered = false;
  #busy = false;
  #closed = false;

  constructor(call: string, world: World) {
    this.#call = call;
    this.#world = world;
  }

  press(keys: string): void {
    this.#waiting += keys;
    this.#show();
    this.#go();
  }

  answered(): void {
    this.#isAnswered = true;
    this.#go();
  }

  /** What has not been sent is not sent any more. */
  close(): void {
    this.#closed = true;
    this.#waiting = '';
  }

  #go(): void {
    if (this.#isAnswered && !this.#busy) void this.#send();
  }

  async #send(): Promise<void> {
    this.#busy = true;
    while (this.#waiting && !this.#closed) {
      const next = nextOf(this.#waiting);
      const done = await this.#goes(next);
      if (this.#closed) break;
      if (done) {
        this.#sent += next;
        this.#waiting = this.#waiting.slice(next.length);
      } else this.#waiting = '';
      this.#show();
    }
    this.#busy = false;
  }

  async #goes(next: string): Promise<boolean> {
    if (next !== PAUSE) {
      return this.#world.give({ command: 'send-keys', contact: this.#call, keys: next });
    }
    await this.#world.wait(PAUSE_MS);
    return true;
  }

  #show(): void {
    if (!this.#closed) this.#world.show({ sent: this.#sent, waiting: this.#waiting });
  }
}

/** The keys up to the next pause, or the pause. */
function nextOf(waiting: string): string {
  const pause = waiting.indexOf(PAUSE);
  if (pause === 0) return PAUSE;
  return waiting.slice(0, Math.min(pause < 0 ? AT_ONCE_MAX : pause, AT_ONCE_MAX));
}

/** The keys in what was pasted, without what people write between digits; nothing if there is anything else in it. */
export function keysIn(text: string): string | undefined {
  const keys = text.replaceAll(/[\s()./-]/gu, '').toUpperCase();
  return /^[0-9*#A-D,]+$/u.test(keys) ? keys : undefined;
}
