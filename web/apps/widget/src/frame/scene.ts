/**
 * Which scene of the chat is on: a pure function of the live view, so that no view decides it twice.
 */

import type { LiveView } from '@rapport/customer/live-customer';
import type { CustomerEnd } from '@rapport/customer/wire';

export type Scene =
  | { readonly scene: 'welcome' }
  /** A known customer's picture is on its way. */
  | { readonly scene: 'connecting' }
  /** The first message is on its way; there is no session yet. */
  | { readonly scene: 'starting' }
  | { readonly scene: 'waiting'; readonly place: number; readonly again: boolean }
  | { readonly scene: 'open'; readonly agent: string; readonly endsAt: number | undefined }
  | { readonly scene: 'ended'; readonly why: CustomerEnd; readonly agent: string | undefined }
  /** OP06: too many new customers; what is written goes out then. */
  | { readonly scene: 'turned-away'; readonly until: number }
  | { readonly scene: 'denied' }
  | { readonly scene: 'outdated' };

/**
 * `left` is the ended session that the customer has turned away from with "Start again"; `known` is the agent who was
 * there last, if this page has seen one.
 */
export function sceneOf(view: LiveView, left: string | undefined, known?: string): Scene {
  const { line, picture, outbox } = view;
  if (line.at === 'denied' || line.at === 'outdated') return { scene: line.at };
  if (line.at === 'turned-away') return { scene: line.at, until: line.until };
  const session = picture.session?.id === left ? undefined : picture.session;
  if (session === undefined) {
    if (outbox.length > 0) return { scene: 'starting' };
    const isFirst = picture.seq === 0 && line.at !== 'idle';
    return { scene: isFirst ? 'connecting' : 'welcome' };
  }
  switch (session.state.state) {
    case 'waiting':
      return { scene: 'waiting', place: session.state.place, again: session.state.again ?? false };
    case 'open':
      return { scene: 'open', agent: session.state.agent, endsAt: session.state.ends_at };
    case 'ended': {
      if (outbox.some(entry => entry.stage !== 'failed')) return { scene: 'starting' };
      return { scene: 'ended', why: session.state.why, agent: known ?? lastAgent(view) };
    }
  }
}

export function lastAgent({ picture }: LiveView): string | undefined {
  const spoke = picture.messages.map(message => message.author).findLast(isAgent);
  return spoke?.name;
}

function isAgent(author: { author: string }): author is { author: 'agent'; name: string } {
  return author.author === 'agent';
}
