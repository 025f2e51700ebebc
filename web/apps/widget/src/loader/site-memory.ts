/**
 * What the site's page remembers over navigation: whether the chat stands open in this tab, and whether this browser has
 * a session to come back to. Blocked storage means that nothing is remembered.
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
}

function read(shelf: () => Storage, name: string): boolean {
  try {
    return shelf().getItem(name) !== null;
  } catch {
    return false;
  }
}

function write(shelf: () => Storage, name: string, set: boolean): void {
  try {
    if (set) shelf().setItem(name, '1');
    else shelf().removeItem(name);
  } catch {
    // Nothing is remembered, and the chat works all the same.
  }
}
