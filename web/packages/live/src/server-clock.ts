/** The server's time as this machine can tell it (ST12): the last hello plus what a monotonic clock ran since. */

export class ServerClock {
  #offsetMs = 0;
  readonly #monotonic: () => number;

  constructor(monotonic: () => number, wall: () => number) {
    this.#monotonic = monotonic;
    // Before the first hello the machine's own clock must do.
    this.#offsetMs = wall() - monotonic();
  }

  /** A hello said that it is `now`. */
  set(now: number): void {
    this.#offsetMs = now - this.#monotonic();
  }

  now(): number {
    return this.#offsetMs + this.#monotonic();
  }
}
