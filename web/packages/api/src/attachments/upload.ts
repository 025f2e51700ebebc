/**
 * One file on its way to the server (DK13, F16): hashed, announced, and sent part by part from where the server says. Whatever
 * breaks in between, it goes on there; only a refusal ends it.
 */

import type { AttachmentUpload, Depot, FileView, Problem, Reply } from './depot';
import { Sha256 } from './sha256';

export type Step =
  /** Others are before it. */
  | { readonly at: 'waiting' }
  /** To know its hash. */
  | { readonly at: 'reading' }
  /** The server has so many bytes. */
  | { readonly at: 'sending'; readonly sent: number }
  /** Nobody answers. It goes on by itself. */
  | { readonly at: 'stalled'; readonly sent: number }
  | { readonly at: 'whole'; readonly file: FileView }
  | { readonly at: 'refused'; readonly problem: Problem };

export type Way = {
  readonly depot: Depot;
  /** Waits that long, or until the network is back. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds that never jump. */
  now(): number;
};

/** Tells each step. Ends without a word when `signal` says so. */
export async function upload(
  file: File,
  way: Way,
  signal: AbortSignal,
  tell: (step: Step) => void,
): Promise<void> {
  const told = (step: Step) => {
    if (!signal.aborted) tell(step);
  };
  try {
    told({ at: 'reading' });
    const sha256 = await hashOf(file, signal);
    const announced = { name: file.name, size: file.size, sha256 };
    await new Sending(file, way, signal, told).run(announced);
  } catch {
    // Moved, changed or removed since it was chosen, or a folder.
    told({ at: 'refused', problem: UNREADABLE });
  }
}

class Sending {
  readonly #file: File;
  readonly #way: Way;
  readonly #signal: AbortSignal;
  readonly #tell: (step: Step) => void;
  #known: AttachmentUpload | undefined;
  /** What has come is to be asked before more is sent. */
  #isUnclear = false;
  /** Attempts since it last got on, and how many of them the server has refused. */
  #attempts = 0;
  #refusals = 0;
  #wasForgotten = false;
  #part = PART_MIN;

  constructor(file: File, way: Way, signal: AbortSignal, tell: (step: Step) => void) {
    this.#file = file;
    this.#way = way;
    this.#signal = signal;
    this.#tell = tell;
  }

  async run(announced: { name: string; size: number; sha256: string }): Promise<void> {
    const { depot } = this.#way;
    for (;;) {
      const reply =
        this.#known === undefined
          ? await depot.announce(announced, this.#signal)
          : this.#isUnclear
            ? await depot.state(this.#known.id, this.#signal)
            : await this.#putNext(this.#known);
      if (this.#signal.aborted || (await this.#isOver(reply))) return;
    }
  }

  async #putNext({ id, offset }: AttachmentUpload): Promise<Reply> {
    const began = this.#way.now();
    const part = await this.#file.slice(offset, offset + this.#part).arrayBuffer();
    const reply = await this.#way.depot.put(id, offset, part, this.#signal);
    this.#part = nextPart(this.#part, this.#way.now() - began);
    return reply;
  }

  async #isOver(reply: Reply): Promise<boolean> {
    switch (reply.reply) {
      case 'told':
        return this.#isWhole(reply.upload);
      case 'refused':
        return this.#isRefused(reply.problem);
      case 'unreachable':
        this.#tell({ at: 'stalled', sent: this.#known?.offset ?? 0 });
        await this.#comeAgain();
        return false;
    }
  }

  #isWhole(upload: AttachmentUpload): boolean {
    if (upload.offset > (this.#known?.offset ?? 0)) {
      this.#attempts = 0;
      this.#refusals = 0;
    }
    this.#known = upload;
    this.#isUnclear = false;
    if (upload.file) this.#tell({ at: 'whole', file: upload.file });
    else this.#tell({ at: 'sending', sent: upload.offset });
    return upload.file !== undefined;
  }

  async #isRefused(problem: Problem): Promise<boolean> {
    if (this.#known !== undefined && problem.status === 404 && !this.#wasForgotten) {
      // Its hour is over: it begins anew.
      this.#wasForgotten = true;
      this.#known = undefined;
      this.#isUnclear = false;
      return false;
    }
    this.#refusals += 1;
    if (!passes(problem) || this.#refusals > REFUSALS_MAX) {
      this.#tell({ at: 'refused', problem });
      return true;
    }
    await this.#comeAgain();
    return false;
  }

  /** After a while, and then from where the server is. */
  async #comeAgain(): Promise<void> {
    this.#isUnclear = this.#known !== undefined;
    const ms = Math.min(PAUSE_MS_MAX, PAUSE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    await this.#way.rest(ms, this.#signal);
  }
}

/** Whether it goes on without anybody doing anything: the server says where, or that it cannot save just now (F09). */
function passes({ code, status }: Problem): boolean {
  return status === 503 || PASSING.has(code);
}

/** Whether trying the same file again can help. */
export function mayRetry({ code }: Problem): boolean {
  return !FINAL.has(code);
}

/** Larger while that is quick, so that a good network is not slowed down and a bad one still shows that it goes on. */
function nextPart(part: number, ms: number): number {
  if (ms < QUICK_MS) return Math.min(PART_MAX, part * 2);
  return ms > SLOW_MS ? Math.max(PART_MIN, part / 2) : part;
}

async function hashOf(file: File, signal: AbortSignal): Promise<string> {
  const hash = new Sha256();
  for (let at = 0; at < file.size && !signal.aborted; at += READ_BYTES) {
    hash.update(new Uint8Array(await file.slice(at, at + READ_BYTES).arrayBuffer()));
  }
  return hash.hex();
}

const UNREADABLE: Problem = {
  code: 'file-unreadable',
  title: 'The file cannot be read',
  status: 0,
};
const PASSING = new Set(['attachment-offset', 'attachment-busy', 'attachment-cut']);
const FINAL = new Set([
  'attachment-kind',
  'attachment-empty',
  'attachment-too-large',
  'attachment-mismatch',
  'attachment-unsafe',
  'attachment-unreadable',
  'attachment-too-many-pixels',
  'attachment-too-many-frames',
  'attachment-animated',
]);
const KIB = 1024;
const READ_BYTES = 1024 * KIB;
const PART_MIN = 128 * KIB;
const PART_MAX = 4096 * KIB;
const QUICK_MS = 400;
const SLOW_MS = 4000;
const PAUSE_MS = 500;
const PAUSE_MS_MAX = 10_000;
/** A server that keeps saying the same is asked no more; a network that is away is waited for. */
const REFUSALS_MAX = 8;
