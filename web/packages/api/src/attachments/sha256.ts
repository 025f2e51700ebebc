/**
 * SHA-256 (FIPS 180-4) of what comes piece by piece. Not `crypto.subtle`: that one is missing on plain HTTP outside loopback,
 * and takes a file only whole.
 */

const BLOCK = 64;
const LENGTH_BYTES = 8;

/** The first 32 bits behind the point of the roots of the first primes, as the standard makes its constants. */
const PRIMES = firstPrimes(64);
const START = PRIMES.slice(0, 8).map(prime => behindPoint(Math.sqrt(prime)));
const ROUNDS = PRIMES.map(prime => behindPoint(Math.cbrt(prime)));

export class Sha256 {
  readonly #state = Int32Array.from(START);
  readonly #words = new Int32Array(BLOCK);
  readonly #block = new Uint8Array(BLOCK);
  #filled = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      const piece = bytes.subarray(at, at + BLOCK - this.#filled);
      this.#block.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === BLOCK) this.#mix();
    }
  }

  /** Ends it: 64 hexadecimal digits. */
  hex(): string {
    const bits = this.#length * 8;
    const open = (this.#filled + 1 + LENGTH_BYTES) % BLOCK;
    const end = new Uint8Array(1 + (open === 0 ? 0 : BLOCK - open) + LENGTH_BYTES);
    end[0] = 0x80;
    const length = new DataView(end.buffer, end.length - LENGTH_BYTES);
    length.setUint32(0, Math.floor(bits / 2 ** 32));
    length.setUint32(4, bits % 2 ** 32);
    this.update(end);
    return Array.from(this.#state, word => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #mix(): void {
    this.#filled = 0;
    this.#spread();
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#state;
    for (let round = 0; round < ROUNDS.length; round += 1) {
      const chosen = (e & f) ^ (~e & g);
      const mixed = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + mixed + chosen + word(ROUNDS, round) + word(this.#words, round)) | 0;
      const most = (a & b) ^ (a & c) ^ (b & c);
      const other = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + other) | 0];
    }
    const after = [a, b, c, d, e, f, g, h];
    for (let at = 0; at < after.length; at += 1) {
      this.#state[at] = word(this.#state, at) + word(after, at);
    }
  }

  /** The block's sixteen words, and the forty-eight that are made of them. */
  #spread(): void {
    const bytes = new DataView(this.#block.buffer);
    for (let at = 0; at < 16; at += 1) this.#words[at] = bytes.getInt32(at * 4);
    for (let at = 16; at < BLOCK; at += 1) {
      const [near, far] = [word(this.#words, at - 2), word(this.#words, at - 15)];
      const one = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
      const other = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
      this.#words[at] = word(this.#words, at - 16) + one + word(this.#words, at - 7) + other;
    }
  }
}

function word(words: ArrayLike<number>, at: number): number {
  return words[at] ?? 0;
}

function turn(bits: number, by: number): number {
  return (bits >>> by) | (bits << (32 - by));
}

function behindPoint(root: number): number {
  return Math.floor((root % 1) * 2 ** 32) | 0;
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let next = 2; found.length < count; next += 1) {
    if (found.every(prime => next % prime !== 0)) found.push(next);
  }
  return found;
}
