/** The typed HTTP client. Errors are problems (RFC 9457); clients decide by their code. */

import type { Problem } from '@rapport/live/wire';
import createClient from 'openapi-fetch';
import type { Present } from './present';
import type { paths } from './schema.gen';

/** The header no form can send: it proves to the server that our own page asked. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  headers: { 'X-Rapport-CSRF': '1' },
});

/** An operation that was not done, and why. `retryAfterMs` where the server said when to come again. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly retryAfterMs: number | undefined;

  constructor(problem: Problem, retryAfterMs?: number) {
    super(problem.title);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

type Result<Data> = { readonly data?: Data; readonly error?: unknown; readonly response: Response };

/** The body of a success; anything else is thrown as an {@link ApiError}. */
export async function expectData<Data>(request: Promise<Result<Data>>): Promise<Present<Data>> {
  const { data, error, response } = await reach(request);
  if (data !== undefined) return data as Present<Data>;
  throw failure(error, response);
}

/** For operations that answer with nothing. */
export async function expectDone(request: Promise<Result<unknown>>): Promise<void> {
  const { error, response } = await reach(request);
  if (!response.ok) throw failure(error, response);
}

async function reach<Data>(request: Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await request;
  } catch {
    throw new ApiError({ code: 'unreachable', title: 'The server does not answer', status: 0 });
  }
}

function failure(error: unknown, response: Response): ApiError {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
  if (isProblem(error)) return new ApiError(error, retryAfterMs);
  const title = `HTTP ${response.status}`;
  return new ApiError({ code: 'unknown', title, status: response.status }, retryAfterMs);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
}
