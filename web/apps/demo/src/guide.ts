/**
 * `GET /api/v1/demo`: the demo's addresses and accounts. Only there in demo mode.
 */

import { isFields, isText } from '@rapport/customer/read-frame';

export type DemoMember = {
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
};

export type DemoGuide = {
  readonly hotline: string;
  readonly sip: string;
  readonly widgetKey: string;
  /** VC41: calls the number that a menu answers. */
  readonly menuKey: string;
  readonly members: readonly DemoMember[];
};

/** absent: this server is not in demo mode · unreachable: it did not answer. */
export type GuideOutcome =
  | { readonly outcome: 'there'; readonly guide: DemoGuide }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unreachable' };

export async function fetchGuide(): Promise<GuideOutcome> {
  try {
    const response = await fetch('/api/v1/demo');
    if (response.status >= 500) return { outcome: 'unreachable' };
    const guide = response.ok ? readGuide(await response.json()) : undefined;
    return guide ? { outcome: 'there', guide } : { outcome: 'absent' };
  } catch {
    return { outcome: 'unreachable' };
  }
}

export function readGuide(value: unknown): DemoGuide | undefined {
  if (!isFields(value)) return undefined;
  const { hotline, sip, widget_key, menu_key, members } = value;
  if (!isText(hotline) || !isText(sip) || !isText(widget_key) || !isText(menu_key)) {
    return undefined;
  }
  if (!Array.isArray(members)) return undefined;
  const read = members.map(readMember).filter(member => member !== undefined);
  return { hotline, sip, widgetKey: widget_key, menuKey: menu_key, members: read };
}

function readMember(value: unknown): DemoMember | undefined {
  if (!isFields(value)) return undefined;
  const { email, password, roles } = value;
  if (!isText(email) || !isText(password) || !Array.isArray(roles)) return undefined;
  return { email, password, roles: roles.filter(isText) };
}
