/**
 * Storage that lasts as long as the page: for browsers that block site data, and for tests.
 */

import type { Shelf } from './keepsake';

export function forgetfulShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: name => void kept.delete(name),
    key: at => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
