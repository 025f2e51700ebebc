/**
 * What the site's page remembers over navigation: whether the chat stands open in this tab, whether this browser has a
 * session to come back to, and which language was chosen. Blocked storage means that nothing is remembered.
 */

export class SiteMemory {
  readonly #name: string;

  constructor(widgetKey: string) {
    this.#name = `rapport-widget.${widgetKey}`;
  }

  get isOpen(): boolean {
    return read(() => sessionStorage, `${this.#name}.open`);
  }

  set isOpen(open: boolean) {
    write(() => sessionStorage, `${this.#name}.open`, open);
  }

  get isBusy(): boolean {
    return read(() => localStorage, `${this.#name}.busy`);
  }

  set isBusy(busy: boolean) {
    write(() => localStorage, `${this.#name}.busy`, busy);
  }

  get language(): string {
    return text(() => localStorage, `${this.#name}.language`) ?? '';
  }

  set language(language: string) {
    write(() => localStorage, `${this.#name}.language`, true, language);
  }

  /** When another tab of this site has begun a session. */
  onBusyElsewhere(then: () => void): void {
    addEventListener('storage', ({ key, newValue }) => {
      if (key === `${this.#name}.busy` && newValue !== null) then();
    });
  }
}

function read(shelf: () => Storage, name: string): boolean {
  return text(shelf, name) !== null;
}

function text(shelf: () => Storage, name: string): string | null {
  try {
    return shelf().getItem(name);
  } catch {
    return null;
  }
}

function write(shelf: () => Storage, name: string, set: boolean, value = '1'): void {
  try {
    if (set) shelf().setItem(name, value);
    else shelf().removeItem(name);
  } catch {
    // Nothing is remembered, and the chat works all the same.
  }
}
