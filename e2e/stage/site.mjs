/** A site's own server: it signs for its customers (DK14). */

import { createHmac } from 'node:crypto';

const VALID_SECONDS = 300;

/**
 * @param {{ secret: string, key: string }} site
 * @param {{ user: string, name?: string }} customer
 */
export function signedFor({ secret, key }, { user, name }) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + VALID_SECONDS;
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, aud: key, exp, name })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
