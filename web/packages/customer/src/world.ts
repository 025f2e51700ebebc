/**
 * What a live customer needs from outside, so that tests drive it without a socket, a clock or chance.
 */

import type { Introduction } from './introduction';
import type { Keepsake } from './keepsake';

export type Wire = { send(text: string): void; close(): void };

export type WireEvents = { opened(): void; text(text: string): void; closed(): void };

export type World = {
  readonly key: string;
  readonly keepsake: Keepsake;
  /** DK14: what the page around the chat says. */
  readonly introduction: Introduction;
  connect(events: WireEvents): Wire;
  /** The kept token or a new one. */
  token(): Promise<string>;
  /** A file of a message; undefined if it cannot be had. */
  file(id: string): Promise<Blob | undefined>;
  /** Runs `then` later; the answer cancels it. */
  after(ms: number, then: () => void): () => void;
  now(): number;
  /** In 0..1. */
  chance(): number;
  freshId(): string;
};
