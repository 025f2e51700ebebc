/** The Desk: writing, sending exactly once, and what becomes of a session that ended. */

import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fromCustomer, NOW, picture, ringing, session } from '../../testing/pictures';
import { openWorkspace, type Stage } from '../../testing/stage';

const two = picture({
  sessions: [
    session('s1', 'Mei Tanaka', { customer_waits_since: NOW - 50_000 }),
    session('s2', 'Jonas Hart'),
  ],
  messages: [fromCustomer('s1', 1, 'Is it in stock?'), fromCustomer('s2', 1, 'Hello')],
});

const open = async (stage: Stage, name: RegExp) =>
  stage.user.click(screen.getByRole('button', { name }));
const composer = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const sentMessages = (stage: Stage) =>
  stage.sent('command').filter(({ command }) => command === 'send-message');

describe('the customer', () => {
  it('is no longer writing once what they wrote is there', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.say({ type: 'typing', contact: 's1' });
    expect(screen.getByText('Mei Tanaka is writing…')).toBeTruthy();
    await stage.change({ change: 'message', ...fromCustomer('s1', 2, 'In green?') });
    expect(screen.queryByText('Mei Tanaka is writing…')).toBeNull();
  });
});

describe('writing', () => {
  it('sends with Enter, shows it at once, and ticks it when it is stored', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.type(composer(), 'Yes, it is.{Enter}');
    expect(sentMessages(stage)).toMatchObject([{ contact: 's1', text: 'Yes, it is.' }]);
    expect(composer().value).toBe('');
    const log = within(screen.getByRole('log'));
    expect(log.getByText('Yes, it is.')).toBeTruthy();
    expect(log.getByText('Sending')).toBeTruthy();
    await stage.answer();
    expect(log.getByText('Sent')).toBeTruthy();
  });

  it('u04_does_not_send_with_the_enter_of_an_input_method', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    fireEvent.change(composer(), { target: { value: '你好' } });
    fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(composer(), { key: 'Enter', keyCode: 229 });
    expect(sentMessages(stage)).toEqual([]);
    expect(composer().value).toBe('你好');
  });

  it('breaks the line with Shift+Enter', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.type(composer(), 'One{Shift>}{Enter}{/Shift}Two');
    expect(sentMessages(stage)).toEqual([]);
    expect(composer().value).toBe('One\nTwo');
  });

  it('keeps a draft per session', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.type(composer(), 'For Mei');
    await open(stage, /Jonas Hart/u);
    expect(composer().value).toBe('');
    await open(stage, /Mei Tanaka/u);
    expect(composer().value).toBe('For Mei');
  });

  it('dk13_retries_a_failed_message_as_the_same_message', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.type(composer(), 'Too long{Enter}');
    await stage.answer({ code: 'message-too-long' });
    expect(screen.getByText('The message is too long.')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Retry' }));
    const [first, second] = sentMessages(stage);
    expect(second).toMatchObject({ contact: 's1', text: 'Too long' });
    expect(second).toHaveProperty('message', first && 'message' in first && first.message);
    expect(second?.cmd_id).not.toBe(first?.cmd_id);
  });

  it('u03_loses_no_key_and_no_focus_when_a_call_rings', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.type(composer(), 'Hel');
    await stage.change({ change: 'call', ...ringing() });
    expect(document.activeElement).toBe(composer());
    await stage.user.keyboard('lo');
    expect(composer().value).toBe('Hello');
  });
});

describe('the inbox', () => {
  it('counts what was not seen, and stops when it is looked at', async () => {
    const stage = await openWorkspace('/desk', two);
    expect(screen.getByRole('button', { name: /Mei Tanaka.*1 unread/u })).toBeTruthy();
    await open(stage, /Mei Tanaka/u);
    expect(screen.queryByRole('button', { name: /Mei Tanaka.*unread/u })).toBeNull();
  });

  it('dk02_opens_an_offered_session_once_it_is_accepted', async () => {
    const terms = { fence: 1, made: NOW, deadline: NOW + 20_000, waited: 0, may_decline: true };
    const offered = session('s3', 'Bo Lind', { offer: terms });
    const stage = await openWorkspace('/', picture({ sessions: [offered] }));
    await stage.user.click(screen.getByRole('button', { name: 'Accept' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'accept', contact: 's3', fence: 1 }]);
    await stage.answer();
    await stage.change({ change: 'session', ...session('s3', 'Bo Lind') });
    expect(await screen.findByRole('textbox', { name: 'Write to Bo Lind' })).toBeTruthy();
  });

  it('keeps an ended session readable, with the reason', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.change({ change: 'contact-gone', contact: 's1', why: 'ended' });
    expect(screen.getByText('This session has ended.')).toBeTruthy();
    expect(within(screen.getByRole('log')).getByText('Is it in stock?')).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('dk03_ends_a_session_after_asking_once_more', async () => {
    const stage = await openWorkspace('/desk', two);
    await open(stage, /Mei Tanaka/u);
    await stage.user.click(screen.getByRole('button', { name: 'End Chat Session' }));
    expect(stage.sent('command')).toEqual([]);
    await stage.user.click(screen.getByRole('button', { name: 'Click again to end' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'end-session', contact: 's1' }]);
  });
});
