/**
 * Commands that the server has not answered. They keep their `cmd_id` over every reconnect, so that the server,
 * which gives the same answer to the same id, does each of them once.
 */

import type { Answer, MemberCommand, Uuid } from './wire';

type Waiting = {
  readonly command: MemberCommand;
  readonly resolve: (answer: Answer) => void;
};

export type Unanswered = { readonly cmdId: Uuid; readonly command: MemberCommand };

export class Outbox {
  readonly #waiting = new Map<Uuid, Waiting>();

  add(cmdId: Uuid, command: MemberCommand): Promise<Answer> {
    return new Promise(resolve => {
      this.#waiting.set(cmdId, { command, resolve });
    });
  }

  /** True if somebody waited for it; a second answer to the same command is nobody's. */
  answered(answer: Answer): boolean {
    const waiting = this.#waiting.get(answer.cmd_id);
    if (!waiting) return false;
    this.#waiting.delete(answer.cmd_id);
    waiting.resolve(answer);
    return true;
  }

  /** In the order in which they were given. */
  unanswered(): Unanswered[] {
    return [...this.#waiting].map(([cmdId, { command }]) => ({ cmdId, command }));
  }

  /** Nobody will answer any more: the login is over. */
  giveUp(code: string, title: string): void {
    for (const [cmdId, { resolve }] of this.#waiting) {
      resolve({ cmd_id: cmdId, problem: { code, title, status: 503 } });
    }
    this.#waiting.clear();
  }
}
