/**
 * Obeys the `line` state machine with a real socket, token and timer. Says when the line changes, what it hears and
 * when it broke; knows nothing of messages.
 */

import { PROTOCOL } from '@rapport/api/protocol';
import { IdentityRefused, TooManyCustomers } from './bootstrap';
import {
  IDLE,
  type Line,
  type LineInput,
  type LineOrder,
  type LineStep,
  step,
  turnedAway,
} from './line';
import { readFrame } from './read-frame';
import type { CustomerFrame, ServerFrame } from './wire';
import type { Wire, World } from './world';

export type LineListener = {
  changed(line: Line, downSince: number | undefined): void;
  heard(frame: ServerFrame): void;
  /** A live connection ended: nothing under way will be answered. */
  lost(): void;
};

export class LineKeeper {
  readonly #world: World;
  readonly #listener: LineListener;
  #line: Line = IDLE;
  #downSince: number | undefined;
  #wire: Wire | undefined;
  #token: string | undefined;
  #tokenIsNew = false;
  #wanted = false;
  #cancelRest = () => {};

  constructor(world: World, listener: LineListener) {
    this.#world = world;
    this.#listener = listener;
  }

  get isLive(): boolean {
    return this.#line.at === 'live';
  }

  /** Connects; a browser without a token becomes a new customer by it. */
  want(): void {
    this.#wanted = true;
    this.tell('wanted');
  }

  /** Connects only if this browser is a customer already. */
  resume(): void {
    if (this.#world.keepsake.token !== undefined) this.tell('wanted');
  }

  leave(): void {
    this.#wanted = false;
    this.tell('unwanted');
  }

  /** DK14: as whom the site names now, who may have begun a chat on another device. */
  comeAgain(): void {
    this.tell('unwanted');
    this.tell('wanted');
  }

  tell(input: LineInput): void {
    this.#take(step(this.#line, input, this.#world.chance()));
  }

  send(frame: CustomerFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }

  #take({ line, orders }: LineStep): void {
    const before = this.#line;
    this.#line = line;
    this.#downSince = isBetween(line) ? this.#sinceWhenDown(line) : undefined;
    if (line !== before) this.#listener.changed(line, this.#downSince);
    for (const order of orders) this.#obey(order);
    if (before.at === 'live' && line.at !== 'live') this.#listener.lost();
  }

  #sinceWhenDown(line: Line): number | undefined {
    return line.at === 'resting' ? (this.#downSince ?? this.#world.now()) : this.#downSince;
  }

  #obey(order: LineOrder): void {
    switch (order.order) {
      case 'connect':
        this.#cancelRest();
        this.#connect();
        return;
      case 'open': {
        const { key, introduction } = this.#world;
        const token = this.#token ?? '';
        this.send({ type: 'open', protocol: PROTOCOL, key, token, page: introduction.page });
        return;
      }
      case 'close':
        this.#cancelRest();
        this.#drop();
        return;
      case 'rest':
        this.#drop();
        this.#cancelRest = this.#world.after(order.ms, () => this.tell('rested'));
        return;
    }
  }

  #connect(): void {
    this.#drop();
    // Only the newest attempt may speak: a slow token or a dying socket is not heard any more.
    let mine: Wire = { send: () => {}, close: () => {} };
    this.#wire = mine;
    const ifCurrent = (act: () => void) => {
      if (this.#wire === mine) act();
    };
    this.#tokenIsNew = this.#world.keepsake.token === undefined;
    this.#world.token().then(
      token =>
        ifCurrent(() => {
          this.#token = token;
          mine = this.#world.connect({
            opened: () => ifCurrent(() => this.tell('socket-opened')),
            text: text => ifCurrent(() => this.#hear(readFrame(text))),
            closed: () => ifCurrent(() => this.tell('socket-closed')),
          });
          this.#wire = mine;
        }),
      (error: unknown) => ifCurrent(() => this.#tokenless(error)),
    );
  }

  #tokenless(error: unknown): void {
    if (error instanceof TooManyCustomers)
      this.#take(turnedAway(this.#line, error.retryAfterMs, this.#world.now()));
    else this.tell(error instanceof IdentityRefused ? 'denied' : 'socket-closed');
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #hear(frame: ServerFrame | undefined): void {
    if (frame === undefined) return;
    if (frame.type === 'hello' && frame.protocol !== PROTOCOL) this.tell('outdated');
    else if (frame.type === 'resync') this.tell('start-over');
    else if (frame.type === 'denied' && frame.problem.code === 'bad-request') this.tell('outdated');
    else if (frame.type === 'denied') this.#denied(frame);
    else this.#listener.heard(frame);
  }

  /** A forgotten customer starts over as a new one if something is to be said; a new token that is refused ends it. */
  #denied(frame: ServerFrame): void {
    const again = !this.#tokenIsNew;
    if (this.#token !== undefined) this.#world.keepsake.forgetToken(this.#token);
    this.#listener.heard(frame);
    this.tell(again ? 'unwanted' : 'denied');
    if (again && this.#wanted) this.tell('wanted');
  }
}

function isBetween(line: Line): boolean {
  return line.at === 'resting' || line.at === 'connecting' || line.at === 'opening';
}
