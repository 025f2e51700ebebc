/** F58: what an agent writes and what ends meanwhile. Nothing that was written goes without a word. */

import { act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromCustomer, picture, session } from '../../testing/pictures';
import { openWorkspace, type Stage } from '../../testing/stage';

const one = picture({
  sessions: [session('s1', 'Mei Tanaka')],
  messages: [fromCustomer('s1', 1, 'Is it in stock?')],
});

async function writes(stage: Stage, text: string): Promise<void> {
  await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  await stage.user.type(screen.getByRole('textbox'), `${text}{Enter}`);
}

const ends = (stage: Stage) =>
  stage.change({ change: 'contact-gone', contact: 's1', why: 'ended' });
const log = () => within(screen.getByRole('log'));
const notice = 'A message was not delivered: its session had ended.';

afterEach(() => void vi.useRealTimers());

describe('a message that meets the end of its session', () => {
  it('f58_is_shown_as_failed_and_told_once', async () => {
    const stage = await openWorkspace('/desk', one);
    await writes(stage, 'Yes, it is.');
    await ends(stage);
    expect(log().getByText('Yes, it is.')).toBeTruthy();
    await stage.answer({ code: 'contact-ended' });
    expect(log().getByText('Yes, it is.')).toBeTruthy();
    expect(log().getByText('Not sent')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
    expect(screen.getAllByText(notice)).toHaveLength(1);
  });

  it('is no loss if the answer says that it came in time', async () => {
    const stage = await openWorkspace('/desk', one);
    await writes(stage, 'Yes, it is.');
    await ends(stage);
    await stage.answer();
    expect(screen.queryByText(notice)).toBeNull();
    expect(log().queryByText('Sending')).toBeNull();
  });

  it('is told of too if it was refused before', async () => {
    const stage = await openWorkspace('/desk', one);
    await writes(stage, 'Much too long');
    await stage.answer({ code: 'message-too-long' });
    expect(screen.queryByText(notice)).toBeNull();
    await ends(stage);
    expect(log().getByText('Much too long')).toBeTruthy();
    expect(screen.getByText(notice)).toBeTruthy();
  });
});

describe('a server that cannot save right now', () => {
  it('f09_is_asked_again_with_the_same_message', async () => {
    const stage = await openWorkspace('/desk', one);
    await writes(stage, 'Yes, it is.');
    vi.useFakeTimers();
    await stage.answer({ code: 'store-unavailable', status: 503 });
    expect(log().getByText('Sending')).toBeTruthy();
    await act(() => vi.advanceTimersByTimeAsync(2000));
    vi.useRealTimers();
    const sent = stage.sent('command').filter(({ command }) => command === 'send-message');
    expect(sent).toHaveLength(2);
    expect(sent[1]).toMatchObject({ contact: 's1', text: 'Yes, it is.' });
    expect(sent[1]).toHaveProperty('message', sent[0] && 'message' in sent[0] && sent[0].message);
    await stage.answer();
    expect(log().getByText('Sent')).toBeTruthy();
  });
});
