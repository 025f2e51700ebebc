/**
 * What one browser keeps of one widget key: the customer's token and the unsent messages.
 * Each unsent message has a storage key of its own, so two tabs never overwrite each other's.
 */

import type { Outbox, Unsent } from './outbox';
import { isFields, isText, readFile } from './read-frame';

/** The part of `Storage` that is used. Blocked storage throws; then this tab works from memory alone. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Keepsake {
  readonly #shelf: Shelf;
  readonly #name: string;

  constructor(shelf: Shelf, widgetKey: string) {
    this.#shelf = shelf;
    this.#name = `rapport.${widgetKey}`;
  }

  get token(): string | undefined {
    return attempt(() => this.#shelf.getItem(`${this.#name}.token`)) ?? undefined;
  }

  /** DK14: the UserID that the token was given for; none for an anonymous customer's. */
  get user(): string | undefined {
    return attempt(() => this.#shelf.getItem(`${this.#name}.user`)) ?? undefined;
  }

  keepToken(token: string, user?: string): void {
    attempt(() => this.#shelf.setItem(`${this.#name}.token`, token));
    attempt(() =>
      user === undefined
        ? this.#shelf.removeItem(`${this.#name}.user`)
        : this.#shelf.setItem(`${this.#name}.user`, user),
    );
  }

  /** Only the one that was refused: another tab may have a new one already. */
  forgetToken(token: string): void {
    if (this.token !== token) return;
    attempt(() => this.#shelf.removeItem(`${this.#name}.token`));
    attempt(() => this.#shelf.removeItem(`${this.#name}.user`));
  }

  get unsent(): Outbox {
    return this.#unsentNames()
      .map(name => readUnsent(attempt(() => this.#shelf.getItem(name))))
      .filter(entry => entry !== undefined)
      .sort((one, other) => one.at - other.at);
  }

  /** Writes what is new or changed and removes what `before` had and `after` has not. */
  keepUnsent(before: Outbox, after: Outbox): void {
    for (const entry of after) {
      if (before.includes(entry) || entry.stage === 'accepted') continue;
      attempt(() => this.#shelf.setItem(this.#unsentName(entry), JSON.stringify(entry)));
    }
    const kept = new Set(after.filter(isUnconfirmed).map(entry => entry.message));
    for (const entry of before) {
      if (kept.has(entry.message)) continue;
      attempt(() => this.#shelf.removeItem(this.#unsentName(entry)));
    }
  }

  /** The message that a storage key stands for, if it is one of ours. */
  unsentMessage(name: string | null): string | undefined {
    const prefix = `${this.#name}.unsent.`;
    return name?.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  }

  #unsentName(entry: Unsent): string {
    return `${this.#name}.unsent.${entry.message}`;
  }

  #unsentNames(): string[] {
    const length = attempt(() => this.#shelf.length) ?? 0;
    return Array.from({ length }, (_, at) => attempt(() => this.#shelf.key(at)))
      .filter(name => typeof name === 'string')
      .filter(name => name.startsWith(`${this.#name}.unsent.`));
  }
}

function isUnconfirmed(entry: Unsent): boolean {
  return entry.stage !== 'accepted';
}

function readUnsent(text: string | null | undefined): Unsent | undefined {
  const entry: unknown = attempt(() => JSON.parse(text ?? 'null'));
  if (!isFields(entry)) return undefined;
  const { message, cmdId, contact, text: words, files: kept, at, stage } = entry;
  if (!isText(message) || !isText(cmdId) || !isText(contact) || !isText(words)) return undefined;
  if (typeof at !== 'number') return undefined;
  // What was under way when the page closed is sent again under the same ids.
  const again = stage === 'failed' ? 'failed' : 'queued';
  const files = Array.isArray(kept) ? kept.map(readFile).filter(file => file !== undefined) : [];
  const unsent = { message, cmdId, contact, text: words, at, problem: undefined } as const;
  return { ...unsent, stage: again, ...(files.length > 0 && { files }) };
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
