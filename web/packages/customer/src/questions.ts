/**
 * Commands that wait for the server's answer. Each is answered, refused or lost; one that waits too long says so.
 */

import type { Answer, Problem } from './wire';
import type { World } from './world';

/** done: committed · refused: the server said no · lost: nobody knows, the connection broke first. */
export type Outcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly problem: Problem }
  | { readonly outcome: 'lost' };

type Question = { readonly cancel: () => void; readonly settle: (outcome: Outcome) => void };

export class Questions {
  readonly #after: World['after'];
  readonly #overdue: () => void;
  #open = new Map<string, Question>();

  constructor(after: World['after'], overdue: () => void) {
    this.#after = after;
    this.#overdue = overdue;
  }

  ask(cmdId: string): Promise<Outcome> {
    return new Promise(settle => {
      this.#open.set(cmdId, { settle, cancel: this.#after(ANSWER_MS_MAX, this.#overdue) });
    });
  }

  answer({ cmd_id, problem }: Answer): void {
    const question = this.#open.get(cmd_id);
    this.#open.delete(cmd_id);
    question?.cancel();
    question?.settle(problem ? { outcome: 'refused', problem } : { outcome: 'done' });
  }

  lose(): void {
    const open = this.#open;
    this.#open = new Map();
    for (const { cancel, settle } of open.values()) {
      cancel();
      settle({ outcome: 'lost' });
    }
  }
}

const ANSWER_MS_MAX = 10_000;
