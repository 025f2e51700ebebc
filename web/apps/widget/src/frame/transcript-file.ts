/**
 * What was said, as a text file that its customer keeps. Pure, but for the last step.
 */

import type { CustomerMessage } from '@rapport/customer/wire';
import type { Language } from '@rapport/customer/words';

export type TranscriptFile = { readonly name: string; readonly text: string };

type Labels = { readonly title: string; readonly you: string; readonly language: Language };

/** What is on its way is not in it: it was not said yet. */
export function transcriptFile(
  messages: readonly CustomerMessage[],
  { title, you, language }: Labels,
): TranscriptFile | undefined {
  const [first] = messages;
  if (first === undefined) return undefined;
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const parts = messages.map(({ author, text, files = [], at }) => {
    const name = author.author === 'agent' ? author.name : you;
    const said = [...files.map(file => `[${oneLine(file.name)}]`), text].filter(Boolean).join('\n');
    return `[${moment.format(at)}] ${oneLine(name)}:\n${indented(said)}`;
  });
  return { name: `chat-${dayOf(first.at)}.txt`, text: [title, ...parts].join('\n\n').concat('\n') };
}

/** Hands it to the browser to be kept. */
export function save({ name, text }: TranscriptFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on what is behind the address, once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}

/** So that no message can look like the head of another. */
function indented(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/u)
    .map(line => `    ${line}`)
    .join('\n');
}

function oneLine(name: string): string {
  return name.replaceAll(/\s+/gu, ' ');
}

/** In the reader's calendar: 2026-11-24. */
function dayOf(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

const REVOKE_AFTER_MS = 60_000;
