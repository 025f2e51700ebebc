/**
 * What the agent wrote while nobody looked. What was seen is remembered by session and sequence, for all tabs.
 */

import type { Picture } from '@rapport/customer/picture';

export type Seen = { readonly session: string; readonly sequence: number };

export function unreadCount(picture: Picture, seen: Seen | undefined): number {
  const from = seen !== undefined && seen.session === picture.session?.id ? seen.sequence : 0;
  return picture.messages.filter(
    message => message.author.author === 'agent' && message.sequence > from,
  ).length;
}

export function allSeen({ session, messages }: Picture): Seen | undefined {
  const last = messages.at(-1);
  return session && last && { session: session.id, sequence: last.sequence };
}

export function readSeen(text: string | null): Seen | undefined {
  const [session, sequence] = (text ?? '').split(' ');
  return session && sequence ? { session, sequence: Number(sequence) } : undefined;
}

export function writeSeen({ session, sequence }: Seen): string {
  return `${session} ${sequence}`;
}
