/** Against the platform's own. */

import { describe, expect, it } from 'vitest';
import { Sha256 } from './sha256';

async function expected(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('');
}

function hashed(...pieces: Uint8Array[]): string {
  const hash = new Sha256();
  for (const piece of pieces) hash.update(piece);
  return hash.hex();
}

describe('dk13 the hash of a file', () => {
  it('is that of FIPS 180-4', () => {
    expect(hashed(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(hashed()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('is right at every length around a block, however it comes in pieces', async () => {
    for (let length = 1; length < 200; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + length) % 256);
      const cut = (length * 7) % length || 1;
      const wanted = await expected(bytes);
      expect(hashed(bytes)).toBe(wanted);
      expect(hashed(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(wanted);
    }
  });
});
