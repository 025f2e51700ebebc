/**
 * What a site's page can say: `rapport.identify(JWT)` when its customer has signed in, `rapport.forget()` when they have left
 * (DK14). It may speak before the launcher is there.
 */

export type Listener = { identify(identity: string): void; forget(): void };

export class SiteVoice implements Listener {
  #identity: string | undefined;
  #listener: Listener | undefined;
  #identified = () => {};

  constructor(identity: string | undefined) {
    this.#identity = identity;
  }

  /** Takes the name on the page. */
  listen(): void {
    const identify = (identity: string) => this.identify(identity);
    Object.assign(window, { rapport: { identify, forget: () => this.forget() } });
  }

  identify(identity: string): void {
    // The page's own script may say anything.
    if (typeof identity !== 'string') return;
    this.#identity = identity;
    this.#identified();
    this.#listener?.identify(identity);
  }

  forget(): void {
    this.#identity = undefined;
    this.#listener?.forget();
  }

  /** Once the site has said who its customer is. */
  identified(): Promise<void> {
    if (this.#identity !== undefined) return Promise.resolve();
    return new Promise(said => {
      this.#identified = said;
    });
  }

  reaches(listener: Listener): void {
    this.#listener = listener;
    if (this.#identity !== undefined) listener.identify(this.#identity);
  }
}
