/** The list of the Desk (W18): its menus, its filters, its keys, and what of it outlives a reload. */

import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fromCustomer, NOW, picture, session } from '../../testing/pictures';
import { openWorkspace, pressKey, type Stage } from '../../testing/stage';

const three = picture({
  sessions: [
    session('s1', 'Mei Tanaka', { customer_waits_since: NOW - 50_000 }),
    session('s2', 'Jonas Hart', { customer_waits_since: NOW - 40_000 }),
    session('s3', 'Bo Lind', { customer_waits_since: NOW - 30_000 }),
  ],
  messages: ['s1', 's2', 's3'].map(id => fromCustomer(id, 1, `Hello from ${id}`)),
});

const inbox = () => within(screen.getByRole('region', { name: 'Sessions' }));
const row = (name: string) => inbox().getByRole('button', { name: new RegExp(name, 'u') });
const names = () =>
  [...document.querySelectorAll('[data-session] bdi')].map(({ textContent }) => textContent);
const entry = (name: string) => screen.findByRole('menuitem', { name });
const menuOf = (name: string) => fireEvent.contextMenu(row(name));
const unread = () => screen.queryByRole('button', { name: 'Unread 3' });

async function chooses(stage: Stage, name: string): Promise<void> {
  await stage.user.click(await entry(name));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
}

async function ends(stage: Stage, contact: string): Promise<void> {
  await stage.change({ change: 'contact-gone', contact, why: 'ended' });
}

describe('the menu of a row', () => {
  it('w18_opens_by_right_click_and_pins', async () => {
    const stage = await openWorkspace('/desk', three);
    expect(names()).toEqual(['Mei Tanaka', 'Jonas Hart', 'Bo Lind']);
    menuOf('Bo Lind');
    expect(await screen.findByRole('menu', { name: 'Session with Bo Lind' })).toBeTruthy();
    await chooses(stage, 'Pin to the top');
    expect(names()).toEqual(['Bo Lind', 'Mei Tanaka', 'Jonas Hart']);
    expect(within(row('Bo Lind')).getByText('pinned')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(row('Bo Lind')));
    menuOf('Bo Lind');
    await chooses(stage, 'Unpin');
    expect(names()).toEqual(['Mei Tanaka', 'Jonas Hart', 'Bo Lind']);
  });

  it.each([
    ['ContextMenu', { key: 'ContextMenu' }],
    ['Shift+F10', { key: 'F10', shiftKey: true }],
  ])('w18_opens_by_key_%s', async (_, key) => {
    await openWorkspace('/desk', three);
    act(() => row('Jonas Hart').focus());
    fireEvent.keyDown(row('Jonas Hart'), key);
    expect(await screen.findByRole('menu', { name: 'Session with Jonas Hart' })).toBeTruthy();
  });

  it('w18_opens_by_its_button_and_gives_the_focus_back', async () => {
    const stage = await openWorkspace('/desk', three);
    const [more] = inbox().getAllByRole('button', { name: 'More for this session' });
    if (!more) throw new Error('there is no such button');
    more.focus();
    await stage.user.keyboard('{Enter}');
    expect(await screen.findByRole('menu', { name: 'Session with Mei Tanaka' })).toBeTruthy();
    await stage.user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(more));
  });

  it('w18_marks_as_unread_until_it_is_opened_again', async () => {
    const stage = await openWorkspace('/desk', three);
    await stage.user.click(row('Mei Tanaka'));
    expect(row('Mei Tanaka').textContent).not.toContain('unread');
    menuOf('Mei Tanaka');
    await chooses(stage, 'Mark as unread');
    expect(row('Mei Tanaka').textContent).toContain('1 unread');
    await stage.user.click(row('Jonas Hart'));
    expect(row('Mei Tanaka').textContent).toContain('1 unread');
    await stage.user.click(row('Mei Tanaka'));
    expect(row('Mei Tanaka').textContent).not.toContain('unread');
  });

  it('w18_hands_the_session_on', async () => {
    const stage = await openWorkspace('/desk', three);
    menuOf('Jonas Hart');
    await chooses(stage, 'Transfer chat');
    expect(screen.getByRole('dialog', { name: 'Transfer chat' })).toBeTruthy();
  });

  it('w18_is_none_for_what_is_only_offered', async () => {
    const offer = { fence: 1, made: NOW, deadline: NOW + 20_000, waited: 0, may_decline: true };
    await openWorkspace('/desk', picture({ sessions: [session('s4', 'Ida Moe', { offer })] }));
    menuOf('Ida Moe');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(inbox().queryByRole('button', { name: 'More for this session' })).toBeNull();
  });
});

describe('the filters', () => {
  it('w18_shows_what_is_unread_and_keeps_what_is_read_now', async () => {
    const stage = await openWorkspace('/desk', three);
    expect(unread()).toBeTruthy();
    await stage.user.click(row('Mei Tanaka'));
    await stage.user.click(screen.getByRole('button', { name: 'Unread 2' }));
    expect(names()).toEqual(['Mei Tanaka', 'Jonas Hart', 'Bo Lind']);
    await stage.user.click(row('Jonas Hart'));
    expect(names()).toEqual(['Jonas Hart', 'Bo Lind']);
    await stage.user.click(row('Bo Lind'));
    expect(names()).toEqual(['Bo Lind']);
  });

  it('w18_says_that_nothing_is_unread', async () => {
    const read = picture({ sessions: [session('s1', 'Mei Tanaka')] });
    const stage = await openWorkspace('/desk', read);
    await stage.user.click(screen.getByRole('button', { name: 'Unread' }));
    expect(screen.getByText('Nothing unread')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(names()).toEqual(['Mei Tanaka']);
  });

  it('w18_hides_what_has_ended_and_shows_it_again', async () => {
    const stage = await openWorkspace('/desk', three);
    await ends(stage, 's2');
    expect(inbox().getByRole('region', { name: 'Ended today' })).toBeTruthy();
    menuOf('Jonas Hart');
    await chooses(stage, 'Hide');
    expect(names()).toEqual(['Mei Tanaka', 'Bo Lind']);
    await stage.user.click(screen.getByRole('button', { name: 'Hidden 1' }));
    expect(names()).toEqual(['Jonas Hart']);
    menuOf('Jonas Hart');
    await chooses(stage, 'Show again');
    expect(names()).toEqual(['Mei Tanaka', 'Bo Lind', 'Jonas Hart']);
    expect(screen.queryByRole('button', { name: /^Hidden/u })).toBeNull();
  });
});

describe('the keys', () => {
  it('w18_digits_open_the_first_nine', async () => {
    const stage = await openWorkspace('/desk', three);
    pressKey('Digit2');
    expect(await screen.findByRole('textbox', { name: 'Write to Jonas Hart' })).toBeTruthy();
    await chooses(stage, await pinned(stage));
    pressKey('Digit1');
    expect(await screen.findByRole('textbox', { name: 'Write to Bo Lind' })).toBeTruthy();
    pressKey('ArrowDown');
    expect(await screen.findByRole('textbox', { name: 'Write to Mei Tanaka' })).toBeTruthy();
    pressKey('Digit9');
    expect(screen.getByRole('textbox', { name: 'Write to Mei Tanaka' })).toBeTruthy();
  });

  async function pinned(_: Stage): Promise<string> {
    menuOf('Bo Lind');
    await entry('Pin to the top');
    return 'Pin to the top';
  }
});

describe('a row', () => {
  it('w18_says_that_the_customer_writes_and_where', async () => {
    const stage = await openWorkspace('/desk', three);
    await stage.say({ type: 'typing', contact: 's2' });
    expect(row('Jonas Hart').textContent).toContain('writing…');
    expect(row('Jonas Hart').textContent).toContain('through the website Shop');
    await stage.change({ change: 'message', ...fromCustomer('s2', 2, 'In green?') });
    expect(row('Jonas Hart').textContent).toContain('In green?');
  });
});

describe('what ended today', () => {
  it('w18_is_read_from_its_record_where_the_page_has_forgotten_it', async () => {
    const gone = { session: session('s9', 'Zoe Falk'), why: 'ended', at: NOW };
    const detail = { messages: [fromCustomer('s9', 1, 'Thank you')], recordings: [] };
    let served = false;
    const stage = await openWorkspace('/desk', three, {
      'GET /api/v1/records/s9': () => {
        if (served) return Response.json(detail);
        served = true;
        return Response.json(
          { code: 'store-unavailable', title: 'No', status: 503 },
          { status: 503 },
        );
      },
    });
    const { useEndedSessions } = await import('../../state/ended-sessions');
    act(() => useEndedSessions.setState({ ended: [gone as never] }));
    await stage.user.click(row('Zoe Falk'));
    expect(await screen.findByText('The messages could not be loaded.')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await within(screen.getByRole('log')).findByText('Thank you')).toBeTruthy();
  });

  it('w18_is_of_today_alone', async () => {
    await openWorkspace('/desk', three);
    const { useEndedSessions } = await import('../../state/ended-sessions');
    const old = { session: session('s9', 'Zoe Falk'), why: 'ended', at: NOW - 86_400_000 };
    act(() => useEndedSessions.setState({ ended: [old as never] }));
    expect(names()).toEqual(['Mei Tanaka', 'Jonas Hart', 'Bo Lind']);
  });
});
