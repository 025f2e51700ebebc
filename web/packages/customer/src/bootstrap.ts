/**
 * The two HTTP calls before the socket: what the widget is, and a token for a new customer.
 */

import type { Introduction } from './introduction';
import type { Keepsake } from './keepsake';
import {
  isFields,
  isText,
  readProblem,
  readSatisfactionForm,
  readWidgetConfig,
} from './read-frame';
import type { SatisfactionForm, WidgetConfig } from './wire';

/** unknown: no such key, or not on this site · unreachable: worth another try. */
export type ConfigOutcome =
  | { readonly outcome: 'known'; readonly config: WidgetConfig }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'unreachable' };

export async function fetchWidgetConfig(server: string, key: string): Promise<ConfigOutcome> {
  try {
    const response = await fetch(widgetUrl(server, key), { credentials: 'omit' });
    if (response.status >= 500) return { outcome: 'unreachable' };
    const config = response.ok ? readWidgetConfig(await response.json()) : undefined;
    return config ? { outcome: 'known', config } : { outcome: 'unknown' };
  } catch {
    return { outcome: 'unreachable' };
  }
}

/** DK08: `undefined` if it cannot be had now. */
export async function fetchSatisfactionForm(
  server: string,
  key: string,
): Promise<SatisfactionForm | undefined> {
  try {
    const address = `${widgetUrl(server, key)}/satisfaction`;
    const response = await fetch(address, { credentials: 'omit' });
    return response.ok ? readSatisfactionForm(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The kept token, or a new one: for whom the site names, if that is somebody else. The lock makes two tabs that start together
 * the same customer.
 */
export function customerToken(
  server: string,
  key: string,
  keepsake: Keepsake,
  who: Introduction,
): Promise<string> {
  const keptOrNew = async (): Promise<string> => {
    const kept = keepsake.token;
    const { identity, user, page } = who;
    if (kept !== undefined && (identity === undefined || keepsake.user === user)) return kept;
    try {
      const token = await newToken(server, key, { page, identity, token: kept });
      keepsake.keepToken(token, user);
      return token;
    } catch (error) {
      // A chat that began without a name goes on without it. One of somebody else does not.
      const mayGoOn = error instanceof IdentityRefused && error.code === 'session-open';
      if (mayGoOn && kept !== undefined && keepsake.user === undefined) return kept;
      throw error;
    }
  };
  if (!('locks' in navigator)) return keptOrNew();
  return navigator.locks.request(`rapport.${key}.token`, keptOrNew).catch((error: unknown) => {
    // A browser that keeps nothing for frames in other sites' pages keeps no locks for them either.
    if (error instanceof DOMException && error.name === 'SecurityError') return keptOrNew();
    throw error;
  });
}

/** OP06: so many new customers came from here that the server takes no more for a while. */
export class TooManyCustomers extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('too many new customers come from here');
    this.retryAfterMs = retryAfterMs;
  }
}

/** DK14: the server does not believe the site, or wants it to say who this is. */
export class IdentityRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`the identity was refused: ${code}`);
    this.code = code;
  }
}

export function liveUrl(server: string): string {
  return `${server.replace(/^http/, 'ws')}/api/v1/widget/live`;
}

async function newToken(server: string, key: string, who: NewCustomer): Promise<string> {
  const response = await fetch(`${widgetUrl(server, key)}/customers`, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'X-Rapport-CSRF': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify(who),
  });
  if (response.status === 429) throw new TooManyCustomers(retryAfterMs(response));
  const body: unknown = await response.json().catch(() => undefined);
  if (REFUSALS.has(response.status)) {
    throw new IdentityRefused(readProblem(body)?.code ?? '');
  }
  const { token } = response.ok && isFields(body) ? body : {};
  if (!isText(token)) throw new Error('no customer token was given');
  return token;
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After'));
  return seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_MS_MAX) : RETRY_AFTER_MS_ELSE;
}

/** DK13: with the token in a header, so that no address holds a secret. */
export async function fetchFile(
  server: string,
  key: string,
  { token }: Keepsake,
  id: string,
): Promise<Blob | undefined> {
  if (token === undefined) return undefined;
  try {
    const address = `${widgetUrl(server, key)}/attachments/${encodeURIComponent(id)}`;
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(address, { credentials: 'omit', headers });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}

function widgetUrl(server: string, key: string): string {
  return `${server}/api/v1/widget/${encodeURIComponent(key)}`;
}

type NewCustomer = {
  readonly page: string;
  readonly identity: string | undefined;
  readonly token: string | undefined;
};

const REFUSALS = new Set([401, 403, 409]);
const RETRY_AFTER_MS_ELSE = 60_000;
/** As long as a new customer counts; what is said beyond it is a mistake. */
const RETRY_AFTER_MS_MAX = 3_600_000;
