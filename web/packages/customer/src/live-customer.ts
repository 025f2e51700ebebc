/**
 * One customer, live: folds what the line hears into the `picture` and empties the `outbox` into it.
 */

import { IDLE, type Line } from './line';
import { LineKeeper } from './line-keeper';
import * as outboxes from './outbox';
import { EMPTY, fold, fromSnapshot, type Picture } from './picture';
import { type Outcome, Questions } from './questions';
import type { Answer, CustomerCommand, FileView, ServerFrame } from './wire';
import type { World } from './world';

export type LiveView = {
  readonly line: Line;
  /** Since when a connection that was there is missing. */
  readonly downSince: number | undefined;
  readonly picture: Picture;
  readonly outbox: outboxes.Outbox;
  readonly agentTyping: boolean;
  /** F07: the server is about to restart; what begins now waits until it is back. */
  readonly isClosing: boolean;
};

export type Dialled =
  | { readonly outcome: 'answered'; readonly sdp: string }
  | Exclude<Outcome, { readonly outcome: 'done' }>;

export class LiveCustomer {
  readonly #world: World;
  readonly #keeper: LineKeeper;
  readonly #questions: Questions;
  readonly #listeners = new Set<() => void>();
  #view: LiveView;
  #typedAt = Number.NEGATIVE_INFINITY;
  #cancelTyping = () => {};
  #dialling: { readonly cmdId: string; sdp: string | undefined } | undefined;

  /** A page that only calls leaves the kept messages to the chat. */
  constructor(world: World, messages: 'kept' | 'none' = 'kept') {
    this.#world = world;
    const outbox = messages === 'kept' ? world.keepsake.unsent : [];
    this.#view = {
      line: IDLE,
      downSince: undefined,
      picture: EMPTY,
      outbox,
      agentTyping: false,
      isClosing: false,
    };
    this.#questions = new Questions(world.after, () => this.#keeper.tell('start-over'));
    this.#keeper = new LineKeeper(world, {
      changed: (line, downSince) => this.#show({ line, downSince }),
      heard: frame => this.#hear(frame),
      lost: () => this.#lose(),
    });
  }

  get view(): LiveView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on where this browser left off: with its token, or to send what was never sent. */
  resume(): void {
    if (this.#view.outbox.some(entry => entry.stage === 'queued')) this.#keeper.want();
    else this.#keeper.resume();
  }

  /** A file of a message; undefined if it cannot be had. */
  file(id: string): Promise<Blob | undefined> {
    return this.#world.file(id);
  }

  /** Who this is, for what does not go over the line. Whoever is nobody yet becomes a new customer by it. */
  token(): Promise<string> {
    return this.#world.token();
  }

  get key(): string {
    return this.#world.key;
  }

  want(): void {
    this.#keeper.want();
  }

  /** DK14: the site says who its customer is. What they had begun without a name stays theirs; another one's does not. */
  identify(identity: string): void {
    const { introduction, keepsake } = this.#world;
    introduction.identify(identity);
    if (keepsake.token !== undefined && keepsake.user === introduction.user) return;
    if (keepsake.user !== undefined) this.#clear();
    this.#keeper.comeAgain();
  }

  /** DK14: whoever it was has left the site. Nothing of theirs stays in this browser. */
  forget(): void {
    const { introduction, keepsake } = this.#world;
    introduction.identify(undefined);
    if (keepsake.token !== undefined) keepsake.forgetToken(keepsake.token);
    this.#keeper.leave();
    this.#clear();
  }

  #clear(): void {
    this.#keep([]);
    this.#show({ picture: EMPTY });
  }

  leave(): void {
    this.#keeper.leave();
  }

  tryNow(): void {
    this.#keeper.tell('try-now');
  }

  /** With files that are whole on the server the text may be empty. */
  say(text: string, files: readonly FileView[] = []): void {
    const { freshId, now } = this.#world;
    const ids = { message: freshId(), cmdId: freshId(), contact: freshId() };
    this.#keep(outboxes.compose(this.#view.outbox, text, ids, now(), files));
    this.#keeper.want();
    this.#flush();
  }

  retry(message: string): void {
    this.#keep(outboxes.retried(this.#view.outbox, message));
    this.#keeper.want();
    this.#flush();
  }

  /** By the customer, or because another tab has sent or discarded it. */
  discard(message: string): void {
    this.#keep(outboxes.discarded(this.#view.outbox, message));
  }

  /** Everything that is not a message: told at once or not at all. */
  act(command: CustomerCommand): Promise<Outcome> {
    if (!this.#keeper.isLive) return Promise.resolve({ outcome: 'lost' });
    return this.#command(this.#world.freshId(), command);
  }

  /** Calls from the page; the server answers the SDP offer with its own. */
  async dial(sdp: string): Promise<Dialled> {
    if (!this.#keeper.isLive) return { outcome: 'lost' };
    const dialling = { cmdId: this.#world.freshId(), sdp: undefined as string | undefined };
    this.#dialling = dialling;
    const outcome = await this.#command(dialling.cmdId, { command: 'dial', sdp });
    if (outcome.outcome !== 'done') return outcome;
    return dialling.sdp === undefined
      ? { outcome: 'lost' }
      : { outcome: 'answered', sdp: dialling.sdp };
  }

  typing(): void {
    const now = this.#world.now();
    if (!this.#keeper.isLive || now - this.#typedAt < TYPING_MS_BETWEEN) return;
    this.#typedAt = now;
    this.#keeper.send({ type: 'typing' });
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'maintenance':
        this.#show({ isClosing: true });
        return;
      case 'snapshot':
        // A server that is about to end says so again after this.
        this.#show({ isClosing: false });
        this.#paint(fromSnapshot(frame.snapshot), 'snapshot');
        this.#keeper.tell('snapshot-came');
        this.#flush();
        return;
      case 'changes':
        this.#paint(fold(this.#view.picture, frame.changes), 'changes');
        this.#flush();
        return;
      case 'answer':
        this.#answered(frame.answer);
        return;
      case 'call-answer':
        if (this.#dialling === undefined) return;
        this.#dialling.sdp = frame.sdp;
        this.#questions.answer({ cmd_id: this.#dialling.cmdId, problem: undefined });
        return;
      case 'typing':
        this.#agentTypes();
        return;
      case 'denied':
        this.#show({ picture: EMPTY });
        return;
      case 'hello':
      case 'resync':
        return;
    }
  }

  #answered(answer: Answer): void {
    const answered = outboxes.answered(this.#view.outbox, answer);
    this.#keep(outboxes.settled(answered, this.#view.picture, 'changes'));
    this.#questions.answer(answer);
    if (answer.problem && outboxes.passes(answer.problem)) {
      this.#world.after(RETRY_MS, () => this.#flush());
    } else {
      this.#flush();
    }
  }

  #lose(): void {
    this.#keep(outboxes.unanswered(this.#view.outbox));
    this.#show({ agentTyping: false });
    this.#questions.lose();
  }

  #paint(picture: Picture, from: 'snapshot' | 'changes'): void {
    const news = picture.messages.length > this.#view.picture.messages.length;
    this.#keep(outboxes.settled(this.#view.outbox, picture, from));
    this.#show({ picture, agentTyping: this.#view.agentTyping && !news });
  }

  #agentTypes(): void {
    this.#cancelTyping();
    this.#show({ agentTyping: true });
    this.#cancelTyping = this.#world.after(TYPING_MS_SHOWN, () =>
      this.#show({ agentTyping: false }),
    );
  }

  #flush(): void {
    if (!this.#keeper.isLive) return;
    const { outbox, picture } = this.#view;
    for (const entry of outboxes.due(outbox, picture)) {
      this.#keep(outboxes.sent(this.#view.outbox, entry.message));
      void this.#command(entry.cmdId, outboxes.commandFor(entry, picture));
    }
  }

  #command(cmdId: string, command: CustomerCommand): Promise<Outcome> {
    const outcome = this.#questions.ask(cmdId);
    this.#keeper.send({ type: 'command', cmd_id: cmdId, ...command });
    return outcome;
  }

  #keep(outbox: outboxes.Outbox): void {
    const before = this.#view.outbox;
    if (outbox === before) return;
    this.#world.keepsake.keepUnsent(before, outbox);
    this.#show({ outbox });
  }

  #show(part: Partial<LiveView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

const RETRY_MS = 2000;
const TYPING_MS_BETWEEN = 3000;
const TYPING_MS_SHOWN = 5000;
