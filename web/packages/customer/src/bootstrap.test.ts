/**
 * A new customer's token: one per browser, also where the browser lends no lock.
 */

import { describe, expect, it, vi } from 'vitest';
import { customerToken, TooManyCustomers } from './bootstrap';
import { forgetfulShelf } from './forgetful-shelf';
import { Introduction } from './introduction';
import { Keepsake } from './keepsake';

const server = 'https://chat.example';
const nobody = () => new Introduction('https://shop.example');

function tokensFrom(...tokens: string[]) {
  const answers = tokens.map(token => Response.json({ token }, { status: 201 }));
  return vi.fn(() => Promise.resolve(answers.shift() ?? new Response('', { status: 500 })));
}

function withLocks(request: (name: string, act: () => Promise<string>) => Promise<string>): void {
  vi.stubGlobal('navigator', { locks: { request } });
}

describe('the token of a customer', () => {
  it('is asked for once and then kept', async () => {
    withLocks((_, act) => act());
    const fetching = tokensFrom('one', 'two');
    vi.stubGlobal('fetch', fetching);
    const keepsake = new Keepsake(forgetfulShelf(), 'k');
    expect(await customerToken(server, 'k', keepsake, nobody())).toBe('one');
    expect(await customerToken(server, 'k', keepsake, nobody())).toBe('one');
    expect(fetching).toHaveBeenCalledOnce();
    expect(fetching).toHaveBeenCalledWith(
      'https://chat.example/api/v1/widget/k/customers',
      expect.objectContaining({ method: 'POST', credentials: 'omit' }),
    );
  });

  it('is given where the browser denies locks to a frame in a foreign page', async () => {
    withLocks(() => Promise.reject(new DOMException('denied', 'SecurityError')));
    vi.stubGlobal('fetch', tokensFrom('one'));
    const keepsake = new Keepsake(forgetfulShelf(), 'k');
    await expect(customerToken(server, 'k', keepsake, nobody())).resolves.toBe('one');
  });

  it('op06 says how long to wait where too many are new', async () => {
    withLocks((_, act) => act());
    const refusal = (headers: HeadersInit) => () =>
      Promise.resolve(new Response('{}', { status: 429, headers }));
    const waits = async (headers: HeadersInit) => {
      vi.stubGlobal('fetch', refusal(headers));
      const token = customerToken(server, 'k', new Keepsake(forgetfulShelf(), 'k'), nobody());
      const error: unknown = await token.catch((error: unknown) => error);
      return error instanceof TooManyCustomers ? error.retryAfterMs : undefined;
    };
    expect(await waits({ 'Retry-After': '900' })).toBe(900_000);
    expect(await waits({})).toBe(60_000);
    expect(await waits({ 'Retry-After': 'Sun, 22 Nov 2026 20:00:00 GMT' })).toBe(60_000);
    expect(await waits({ 'Retry-After': '9999999999' })).toBe(3_600_000);
  });

  it('is not asked for twice when the server fails', async () => {
    withLocks((_, act) => act());
    const fetching = tokensFrom();
    vi.stubGlobal('fetch', fetching);
    const keepsake = new Keepsake(forgetfulShelf(), 'k');
    await expect(customerToken(server, 'k', keepsake, nobody())).rejects.toThrow(
      'no customer token',
    );
    expect(fetching).toHaveBeenCalledOnce();
  });
});
