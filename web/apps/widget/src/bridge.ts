/**
 * What the loader (in the site's page) and the frame (ours) tell each other. Every message names us and its kind, is sent
 * to one exact origin, and is read only from the expected window and origin.
 */

import { LANGUAGES, type Language } from '@rapport/customer/words';

export type ToFrame =
  | { readonly tell: 'opened' }
  | { readonly tell: 'minimised' }
  /** DK14: who the site says its customer is. */
  | { readonly tell: 'identify'; readonly identity: string }
  | { readonly tell: 'forget' };

export type ToLoader =
  | { readonly tell: 'ready' }
  | { readonly tell: 'minimise' }
  | { readonly tell: 'unread'; readonly count: number }
  /** Whether there is a session to come back to after the page was left. */
  | { readonly tell: 'busy'; readonly busy: boolean }
  /** In which the chat speaks now. */
  | { readonly tell: 'language'; readonly language: Language };

type Peer = {
  readonly origin: string;
  /** Asked at each message: a frame's window is not there before it is opened. */
  window(): Window | null | undefined;
};

export function tell(peer: Peer, message: ToFrame | ToLoader): void {
  peer.window()?.postMessage({ ...message, rapport: VERSION }, peer.origin);
}

export function listenTo<Message>(
  peer: Peer,
  read: (fields: Fields) => Message | undefined,
  hear: (message: Message) => void,
): () => void {
  const listener = (event: MessageEvent<unknown>) => {
    if (event.origin !== peer.origin || event.source !== peer.window()) return;
    const message = isOurs(event.data) ? read(event.data) : undefined;
    if (message !== undefined) hear(message);
  };
  window.addEventListener('message', listener);
  return () => window.removeEventListener('message', listener);
}

export function readToFrame({ tell, identity }: Fields): ToFrame | undefined {
  if (tell === 'opened' || tell === 'minimised' || tell === 'forget') return { tell };
  if (tell === 'identify' && typeof identity === 'string') return { tell, identity };
  return undefined;
}

export function readToLoader({ tell, count, busy, language }: Fields): ToLoader | undefined {
  if (tell === 'ready' || tell === 'minimise') return { tell };
  if (tell === 'unread' && Number.isSafeInteger(count)) return { tell, count: Number(count) };
  if (tell === 'busy' && typeof busy === 'boolean') return { tell, busy };
  const spoken = LANGUAGES.find(one => one === language);
  if (tell === 'language' && spoken !== undefined) return { tell, language: spoken };
  return undefined;
}

type Fields = { readonly [name: string]: unknown };

function isOurs(data: unknown): data is Fields {
  return typeof data === 'object' && data !== null && 'rapport' in data && data.rapport === VERSION;
}

const VERSION = 1;
