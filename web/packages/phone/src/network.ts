/** VC53: whether the network spoils a call. It is judged over several looks, so that one hiccup says nothing. */

/** What one look at the connection found. */
export type Look = {
  readonly rttMs?: number;
  readonly jitterMs?: number;
  /** Since the look before, of what came or of what we sent, whichever is worse. */
  readonly lossPercent?: number;
};

/** What the customer or the agent notices, the worst first. */
export type Trouble = 'loss' | 'jitter' | 'delay';

const LOSS_PERCENT_MAX = 3;
const JITTER_MS_MAX = 30;
const RTT_MS_MAX = 400;
/** So many looks in a row begin a trouble, and as many end it. */
const IN_A_ROW = 3;

export class NetworkJudge {
  #trouble: Trouble | undefined;
  #otherwise = 0;

  /** Takes one more look into account and says what is wrong now, if anything. */
  judge(look: Look): Trouble | undefined {
    const found = troubleIn(look);
    const differs = (found === undefined) !== (this.#trouble === undefined);
    this.#otherwise = differs ? this.#otherwise + 1 : 0;
    if (!differs || this.#otherwise >= IN_A_ROW) {
      this.#trouble = found;
      this.#otherwise = 0;
    }
    return this.#trouble;
  }
}

function troubleIn({ lossPercent = 0, jitterMs = 0, rttMs = 0 }: Look): Trouble | undefined {
  if (lossPercent > LOSS_PERCENT_MAX) return 'loss';
  if (jitterMs > JITTER_MS_MAX) return 'jitter';
  return rttMs > RTT_MS_MAX ? 'delay' : undefined;
}
