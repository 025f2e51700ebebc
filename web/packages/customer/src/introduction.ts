/**
 * DK14: what the site says of its customer: a JWT that its server has signed. Nothing of it is believed here; the server looks at
 * it whenever this browser asks for a token.
 */

import { isFields, isText } from './read-frame';

export class Introduction {
  /** The origin of the page around the chat. */
  readonly page: string;
  #identity: string | undefined;

  constructor(page: string) {
    this.page = page;
  }

  get identity(): string | undefined {
    return this.#identity;
  }

  /** Whom it names. Nobody, if it is no JWT: the server says what is wrong with it. */
  get user(): string | undefined {
    return this.#identity === undefined ? undefined : userOf(this.#identity);
  }

  identify(identity: string | undefined): void {
    this.#identity = identity;
  }
}

function userOf(identity: string): string | undefined {
  try {
    const [, claims = ''] = identity.split('.');
    const bytes = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)));
    const read: unknown = JSON.parse(text);
    const { sub } = isFields(read) ? read : {};
    return isText(sub) ? sub : undefined;
  } catch {
    return undefined;
  }
}
