/** How answers of the server become data or problems. */

import { describe, expect, it } from 'vitest';
import { ApiError, expectData, expectDone } from './client';

const problem = { code: 'login-throttled', title: 'Too many attempts', status: 429 };

async function caught(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('expected an ApiError');
}

describe('the client', () => {
  it('gives the body of a success', async () => {
    const response = new Response('{}');
    expect(await expectData(Promise.resolve({ data: 7, response }))).toBe(7);
  });

  it('throws the problem, and when to come again', async () => {
    const response = new Response('', { status: 429, headers: { 'Retry-After': '16' } });
    const error = await caught(expectDone(Promise.resolve({ error: problem, response })));
    expect(error.problem).toEqual(problem);
    expect(error.retryAfterMs).toBe(16_000);
  });

  it('has a problem for a body that is none', async () => {
    const response = new Response('<html>', { status: 502 });
    const error = await caught(expectData(Promise.resolve({ error: '<html>', response })));
    expect(error.problem).toMatchObject({ code: 'unknown', status: 502 });
  });

  it('has a problem for a server that is not there', async () => {
    const error = await caught(expectData(Promise.reject(new TypeError('failed to fetch'))));
    expect(error.problem.code).toBe('unreachable');
  });
});
