/**
 * The transcript as it is drawn: confirmed messages, then unsent ones, in runs of one author. Pure.
 */

import type { Unsent } from '@rapport/customer/outbox';
import type { CustomerMessage, FileView, Problem } from '@rapport/customer/wire';

export type TranscriptLine = {
  readonly id: string;
  /** Absent for the customer's own. */
  readonly agent: string | undefined;
  readonly text: string;
  /** Absent where there are none. */
  readonly files?: readonly FileView[];
  /** The server does not give them out before it has the message. */
  readonly filesAreHere?: true;
  readonly at: number;
  readonly stage: 'sending' | 'sent' | 'failed';
  readonly problem: Problem | undefined;
  /** First and last of a run: where the name and where the time stands. */
  readonly opens: boolean;
  readonly closes: boolean;
};

export function transcriptLines(
  messages: readonly CustomerMessage[],
  unsent: readonly Unsent[],
): readonly TranscriptLine[] {
  const bare = [...messages.map(confirmed), ...unsent.map(unconfirmed)];
  return bare.map((line, at) => ({
    ...line,
    opens: !isOneRun(bare[at - 1], line),
    closes: !isOneRun(line, bare[at + 1]) || line.stage === 'failed',
  }));
}

type BareLine = Omit<TranscriptLine, 'opens' | 'closes'>;

function confirmed({ id, author, text, at, files }: CustomerMessage): BareLine {
  const agent = author.author === 'agent' ? author.name : undefined;
  const line = { id, agent, text, at, stage: 'sent', problem: undefined } as const;
  return files ? { ...line, files } : line;
}

function unconfirmed({ message, text, files, at, stage, problem }: Unsent): BareLine {
  const shown = stage === 'accepted' ? 'sent' : stage === 'failed' ? 'failed' : 'sending';
  const line = { id: message, agent: undefined, text, at, stage: shown, problem } as const;
  return files ? { ...line, files, filesAreHere: true } : line;
}

function isOneRun(one: BareLine | undefined, next: BareLine | undefined): boolean {
  if (one === undefined || next === undefined) return false;
  return one.agent === next.agent && next.at - one.at < RUN_MS_MAX;
}

const RUN_MS_MAX = 3 * 60_000;
