/**
 * Messages that the server has not confirmed (DK13). A value: every act gives the next outbox.
 * An entry keeps its message id and command id from the first key press to the last retry, so that sending it again,
 * from this tab or another, is the same message.
 */

import { type Picture, running } from './picture';
import type { Answer, CustomerCommand, FileView, Problem } from './wire';

/** queued: to be sent · sent: no answer yet · accepted: committed, its change is on the way · failed: refused. */
export type Stage = 'queued' | 'sent' | 'accepted' | 'failed';

export type Unsent = {
  readonly message: string;
  readonly cmdId: string;
  /** The contact this message opens if it turns out to be the first one. */
  readonly contact: string;
  readonly text: string;
  /** Whole on the server, and in no message yet. Absent where there are none. */
  readonly files?: readonly FileView[];
  readonly at: number;
  readonly stage: Stage;
  readonly problem: Problem | undefined;
};

export type Outbox = readonly Unsent[];

export function compose(
  outbox: Outbox,
  text: string,
  ids: { readonly message: string; readonly cmdId: string; readonly contact: string },
  now: number,
  files: readonly FileView[] = [],
): Outbox {
  const entry = { ...ids, text, at: now, stage: 'queued', problem: undefined } as const;
  return [...outbox, files.length > 0 ? { ...entry, files } : entry];
}

/** What to send now, oldest first. Without a session one message goes alone: it opens the session for the others. */
export function due(outbox: Outbox, picture: Picture): readonly Unsent[] {
  const queued = outbox.filter(entry => entry.stage === 'queued');
  if (running(picture)) return queued;
  const opening = outbox.some(entry => entry.stage === 'sent' || entry.stage === 'accepted');
  return opening ? [] : queued.slice(0, 1);
}

export function commandFor(entry: Unsent, picture: Picture): CustomerCommand {
  const { message, contact, text } = entry;
  const said = entry.files
    ? { message, text, files: entry.files.map(({ id }) => id) }
    : { message, text };
  return running(picture) ? { command: 'say', ...said } : { command: 'start', contact, ...said };
}

export function sent(outbox: Outbox, message: string): Outbox {
  return change(outbox, entry => entry.message === message, { stage: 'sent' });
}

export function answered(outbox: Outbox, answer: Answer): Outbox {
  const { problem } = answer;
  const which = (entry: Unsent) => entry.cmdId === answer.cmd_id;
  if (problem && passes(problem)) return change(outbox, which, { stage: 'queued' });
  return change(outbox, which, { stage: problem ? 'failed' : 'accepted', problem });
}

/** F09: a server that cannot save right now can soon; the message stays on its way. */
export function passes(problem: Problem): boolean {
  return problem.status === 503;
}

/** The connection is gone: what was under way may or may not have arrived, so it is sent again. */
export function unanswered(outbox: Outbox): Outbox {
  return change(outbox, entry => entry.stage === 'sent', { stage: 'queued' });
}

export function retried(outbox: Outbox, message: string): Outbox {
  return change(outbox, entry => entry.message === message && entry.stage === 'failed', {
    stage: 'queued',
    problem: undefined,
  });
}

export function discarded(outbox: Outbox, message: string): Outbox {
  return outbox.filter(entry => entry.message !== message);
}

/** Drops what the picture shows. After a fresh snapshot nothing accepted can be missing from the record. */
export function settled(outbox: Outbox, picture: Picture, fresh: 'snapshot' | 'changes'): Outbox {
  const shown = new Set(picture.messages.map(message => message.id));
  const rest = outbox.filter(
    entry => !shown.has(entry.message) && !(fresh === 'snapshot' && entry.stage === 'accepted'),
  );
  return rest.length === outbox.length ? outbox : rest;
}

function change(outbox: Outbox, which: (entry: Unsent) => boolean, to: Partial<Unsent>): Outbox {
  return outbox.map(entry => (which(entry) ? { ...entry, ...to } : entry));
}
