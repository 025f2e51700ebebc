/** A server for tests that keeps what it is sent, and fails as it is told to. */

import type { AttachmentRules, Depot, NewAttachment, Problem, Reply } from './depot';
import type { Way } from './upload';

export const RULES: AttachmentRules = {
  size_max: 1_000_000,
  files_max: 3,
  endings: ['png', 'pdf', 'txt'],
};

type Kept = { readonly announced: NewAttachment; bytes: number[] };
/** `cut`: so many bytes arrive and then the connection is gone. */
type Fault = 'unreachable' | { readonly cut: number } | { readonly problem: Problem };

export class FakeDepot implements Depot {
  /** What was asked, in words. */
  readonly asked: string[] = [];
  readonly kept = new Map<string, Kept>();
  /** The next calls fail so, first in first out. */
  readonly faults: Fault[] = [];
  rulesKnown: AttachmentRules | undefined = RULES;
  /** Why a whole file is not taken. */
  verdict: Problem | undefined;
  /** Nothing is answered before this is over. */
  hold: Promise<void> = Promise.resolve();

  readonly rules = () => Promise.resolve(this.rulesKnown);

  async announce(announced: NewAttachment): Promise<Reply> {
    const failed = await this.#fails('announce');
    if (failed) return failed;
    const id = `file-${this.kept.size + 1}`;
    this.kept.set(id, { announced, bytes: [] });
    return told(id, 0, announced.size);
  }

  async state(id: string): Promise<Reply> {
    const failed = await this.#fails(`state ${id}`);
    return failed ?? this.#state(id);
  }

  async put(id: string, offset: number, part: ArrayBuffer): Promise<Reply> {
    const asked = `put ${id} ${offset}`;
    const fault = this.faults[0];
    const kept = this.#of(id);
    const sent = [...new Uint8Array(part)];
    if (typeof fault === 'object' && 'cut' in fault) {
      this.faults.shift();
      this.asked.push(asked);
      kept.bytes = kept.bytes.concat(sent.slice(0, fault.cut));
      return { reply: 'unreachable' };
    }
    const failed = await this.#fails(asked);
    if (failed) return failed;
    if (offset !== kept.bytes.length) return refused('attachment-offset', 409);
    kept.bytes = kept.bytes.concat(sent);
    const { announced, bytes } = kept;
    if (bytes.length < announced.size) return this.#state(id);
    if (this.verdict) return { reply: 'refused', problem: this.verdict };
    const file = { id, name: announced.name, kind: 'text/plain', size: announced.size };
    return { reply: 'told', upload: { id, offset: bytes.length, size: announced.size, file } };
  }

  async #fails(asked: string): Promise<Reply | undefined> {
    await this.hold;
    this.asked.push(asked);
    const fault = this.faults.shift();
    if (fault === undefined) return undefined;
    if (typeof fault === 'object' && 'problem' in fault) {
      return { reply: 'refused', problem: fault.problem };
    }
    return { reply: 'unreachable' };
  }

  #state(id: string): Reply {
    const kept = this.kept.get(id);
    return kept ? told(id, kept.bytes.length, kept.announced.size) : refused('not-found', 404);
  }

  #of(id: string): Kept {
    return this.kept.get(id) ?? { announced: { name: '', size: 0, sha256: '' }, bytes: [] };
  }
}

/** No time goes by; how long would have been waited is written down. */
export class FakeWay implements Way {
  readonly depot = new FakeDepot();
  readonly rests: number[] = [];

  readonly rest = (ms: number): Promise<void> => {
    this.rests.push(ms);
    return Promise.resolve();
  };

  readonly now = (): number => 0;
}

export function problem(code: string, status: number): Problem {
  return { code, title: code, status };
}

function told(id: string, offset: number, size: number): Reply {
  return { reply: 'told', upload: { id, offset, size } };
}

function refused(code: string, status: number): Reply {
  return { reply: 'refused', problem: problem(code, status) };
}
