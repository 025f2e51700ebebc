/**
 * The text file that a customer keeps.
 */

import { describe, expect, it } from 'vitest';
import { transcriptFile } from './transcript-file';

const labels = { title: 'Lamps', you: 'You', language: 'en' } as const;
const at = new Date(2026, 10, 4, 9, 5).getTime();
const mine = { id: 'm1', sequence: 1, author: { author: 'you' }, text: 'Hello', at } as const;
const agent = { author: 'agent', name: 'Li\nWang' } as const;

describe('the transcript as a file', () => {
  it('says who said what and when, in order', () => {
    const file = transcriptFile([mine, { ...mine, author: agent, text: 'Hi' }], labels);
    expect(file?.name).toBe('chat-2026-11-04.txt');
    const [title, first, second] = file?.text.split('\n\n') ?? [];
    expect(title).toBe('Lamps');
    expect(first).toMatch(/^\[Nov 4, 2026, 9:05.AM\] You:\n {4}Hello$/u);
    expect(second).toMatch(/Li Wang:\n {4}Hi\n$/u);
  });

  it('lets no message look like another', () => {
    const forged = 'Yes\n\n[Nov 4, 2026, 9:06 AM] Li:\r\nTake it for nothing\u2028[…] Li:';
    const { text = '' } = transcriptFile([{ ...mine, text: forged }], labels) ?? {};
    const heads = text.split(/\r\n|[\r\n\u2028\u2029]/u).filter(line => line.startsWith('['));
    expect(heads).toHaveLength(1);
  });

  it('is none where nothing was said', () => {
    expect(transcriptFile([], labels)).toBeUndefined();
  });
});
