/** A call on the screen, from ringing to after-call work; the server's end of the socket is the test. */

import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { me, NOW, picture, ringing, talking } from '../testing/pictures';
import { openWorkspace, pressKey } from '../testing/stage';

describe('the network', () => {
  it('vc53_says_in_words_what_lasts_and_is_a_small_picture_otherwise', async () => {
    await openWorkspace('/', picture({ calls: [talking()], me: me({ label: 'in-line' }) }));
    const { useNetwork } = await import('../state/call-quality');
    const measured = { rttMs: 42, jitterMs: 7, lossPercent: 0 };
    expect(screen.queryByLabelText('Good connection')).toBeNull();
    act(() => useNetwork.setState({ look: measured }, true));
    expect(screen.getByLabelText('Good connection')).toBeTruthy();
    expect(screen.getByTitle('Round trip 42 ms, jitter 7 ms, loss 0 %')).toBeTruthy();
    act(() => useNetwork.setState({ look: { lossPercent: 9 }, trouble: 'loss' }, true));
    expect(screen.queryByLabelText('Good connection')).toBeNull();
    const said = screen.getByText('Weak connection: lost sound');
    expect(said.getAttribute('role')).toBe('status');
    act(() => useNetwork.setState({ look: measured }, true));
    expect(screen.getByLabelText('Good connection')).toBeTruthy();
  });
});

describe('ringing', () => {
  it('vc01_shows_caller_number_dialled_group_and_wait', async () => {
    await openWorkspace('/', picture({ calls: [ringing()] }));
    expect(screen.getByRole('region', { name: 'Incoming call' })).toBeTruthy();
    for (const text of ['Ada Park', '+49 30 5550 1234', '+49 30 555010', 'Sales']) {
      expect(screen.getAllByText(text, { exact: false }).length).toBeGreaterThan(0);
    }
    expect(screen.getByText('0:30')).toBeTruthy();
  });

  it('vc01_shows_the_way_through_the_menus', async () => {
    const by = { flow: { id: 'f1', name: 'Main menu' }, choices: '2#' };
    const stage = await openWorkspace('/voice', picture({ calls: [ringing()] }));
    expect(screen.queryByText('Chosen')).toBeNull();
    await stage.change({ change: 'call', ...ringing(), came_by: by });
    // On the card and among what is known of the call.
    expect(screen.getAllByText('Main menu › 2 › #')).toHaveLength(2);
    expect(screen.getAllByText('Main menu, 2, #')).toHaveLength(2);
  });

  it('f26_tells_the_server_once_per_offer_that_it_is_on_the_screen', async () => {
    const stage = await openWorkspace('/', picture({ calls: [ringing(3)] }));
    await stage.change({ change: 'call', ...ringing(3) });
    expect(stage.sent('offer-seen')).toEqual([{ type: 'offer-seen', contact: 'c1', fence: 3 }]);
    await stage.change({ change: 'call', ...ringing(4) });
    expect(stage.sent('offer-seen').map(({ fence }) => fence)).toEqual([3, 4]);
  });

  it('answers by button, and still rings until the server says otherwise', async () => {
    const stage = await openWorkspace('/', picture({ calls: [ringing()] }));
    const button = screen.getByRole('button', { name: 'Answer' });
    await stage.user.click(button);
    expect(stage.sent('command')).toMatchObject([{ command: 'accept', contact: 'c1', fence: 3 }]);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByRole('region', { name: 'Incoming call' })).toBeTruthy();
    await stage.answer();
    await stage.change({ change: 'call', ...talking() });
    expect(screen.getByRole('region', { name: 'Call' })).toBeTruthy();
  });

  it('vc02_has_decline_only_where_the_group_allows_it', async () => {
    await openWorkspace('/', picture({ calls: [ringing(3, false)] }));
    expect(screen.queryByRole('button', { name: 'Decline' })).toBeNull();
  });

  it('ac06_cannot_be_answered_without_a_microphone_and_says_what_to_do', async () => {
    await openWorkspace('/', picture({ calls: [ringing()], me: me({ audio: false }) }));
    expect(screen.getByRole('button', { name: 'Answer' })).toHaveProperty('disabled', true);
    expect(screen.getByRole('button', { name: 'Allow microphone' })).toBeTruthy();
  });

  it('says where a call went that was not answered', async () => {
    const stage = await openWorkspace('/', picture({ calls: [ringing()] }));
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'missed' });
    expect(screen.getByText('Not answered in time – passed to another agent.')).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Incoming call' })).toBeNull();
  });

  it('flashes the title and stops with the offer', async () => {
    const stage = await openWorkspace('/', picture({ calls: [ringing()] }));
    expect(document.title).toBe('☎ Incoming – Ada Park');
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'customer-left' });
    expect(document.title).toBe('Home · Rapport');
  });
});

describe('talking', () => {
  it('vc08_mutes_and_shows_it_when_the_server_has_done_it', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    pressKey('KeyM');
    expect(stage.sent('command')).toMatchObject([{ command: 'mute', contact: 'c1' }]);
    expect(screen.queryByText('You are muted')).toBeNull();
    await stage.change({ change: 'call', ...talking({ muted: true }) });
    expect(screen.getByText('You are muted')).toBeTruthy();
    // Its name says it; pressed besides would say the opposite.
    const button = screen.getByRole('button', { name: 'Unmute' });
    expect(button.hasAttribute('aria-pressed')).toBe(false);
    pressKey('KeyM');
    expect(stage.sent('command').at(-1)).toMatchObject({ command: 'unmute' });
  });

  it('vc06_says_when_a_call_out_ends_by_itself', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    expect(screen.queryByText(/This call ends at/)).toBeNull();
    await stage.change({ change: 'call', ...talking({ ends: NOW + 60_000 }) });
    expect(screen.getByText(/This call ends at .+ You can call again\./).getAttribute('role')).toBe(
      'status',
    );
  });

  it('vc07_says_that_the_customer_is_not_heard_where_hold_cuts_both_ways', async () => {
    const held = talking({ hold_since: NOW - 5_000, hold_apart: true });
    await openWorkspace('/', picture({ calls: [held] }));
    expect(screen.getByText('Customer hears music. You cannot hear the customer.')).toBeTruthy();
  });

  it('vc15_keeps_the_note_of_who_handed_it_over_at_hand', async () => {
    const by = { id: 'm2', name: 'Bob Chen' };
    const note = { by, at: NOW - 5_000, text: 'Wants a refund' };
    const stage = await openWorkspace('/', picture({ calls: [{ ...ringing(), note }] }));
    const card = screen.getByRole('region', { name: 'Note from Bob Chen' });
    expect(card.textContent).toContain('Wants a refund');
    await stage.change({ change: 'call', ...talking(), note });
    const sign = screen.getByText('Note from Bob Chen').closest('details');
    expect(sign?.open).toBe(false);
    await stage.user.click(screen.getByText('Note from Bob Chen'));
    expect(sign?.open).toBe(true);
    await stage.user.keyboard('{Escape}');
    expect(sign?.open).toBe(false);
  });

  it('vc07_says_that_the_customer_is_still_heard_on_hold', async () => {
    const stage = await openWorkspace(
      '/',
      picture({ calls: [talking({ hold_since: NOW - 5_000 })] }),
    );
    expect(screen.getByText('Customer hears music. You can still hear the customer.')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Cancel Hold' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'cancel-hold' }]);
  });

  it('vc40_says_what_is_recorded_and_pauses_it_when_the_server_has_done_it', async () => {
    const recorded = { ...talking(), recording: 'on' } as const;
    const stage = await openWorkspace('/', picture({ calls: [recorded] }));
    expect(screen.getByText('Recording')).toBeTruthy();
    pressKey('KeyP');
    expect(stage.sent('command')).toMatchObject([{ command: 'pause-recording', contact: 'c1' }]);
    expect(screen.getByText('Recording')).toBeTruthy();
    await stage.answer();
    const paused = { ...recorded, recording: 'paused', recording_resumes: NOW + 95_000 } as const;
    await stage.change({ change: 'call', ...paused });
    expect(screen.getByText('Recording paused')).toBeTruthy();
    expect(screen.getByText('1:35')).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Resume recording' }));
    expect(stage.sent('command').at(-1)).toMatchObject({ command: 'resume-recording' });
  });

  it('f13_says_that_a_call_is_not_recorded_though_it_should_be', async () => {
    await openWorkspace('/', picture({ calls: [{ ...talking(), recording: 'failed' }] }));
    expect(screen.getByText('Not recorded')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Pause recording' })).toBeNull();
  });

  it('says nothing of recording where the group does not record', async () => {
    await openWorkspace('/', picture({ calls: [talking()] }));
    expect(screen.queryByText(/recording/i)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Pause recording' })).toBeNull();
  });

  it('ends by key only when it is pressed twice', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    pressKey('KeyE');
    expect(stage.sent('command')).toEqual([]);
    pressKey('KeyE');
    expect(stage.sent('command')).toMatchObject([{ command: 'hang-up' }]);
  });

  it('leaves AltGr and input methods alone', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    pressKey('KeyM', { isComposing: true });
    pressKey('KeyM', { altGraph: true });
    expect(stage.sent('command')).toEqual([]);
  });
});

describe('after-call work', () => {
  const acw = { contact: 'c1', since: NOW - 9_000, until: NOW + 21_000 };

  it('st08_can_be_continued_and_left', async () => {
    const stage = await openWorkspace('/', picture({ me: me({ label: 'after-call-work', acw }) }));
    await stage.user.click(screen.getByRole('button', { name: 'Continue After-Call Work' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'continue-after-call-work' }]);
    await stage.answer();
    const continued = { contact: 'c1', since: NOW - 9_000 };
    await stage.change({ change: 'me', ...me({ label: 'after-call-work', acw: continued }) });
    expect(screen.queryByRole('button', { name: 'Continue After-Call Work' })).toBeNull();
    await stage.user.click(screen.getByRole('button', { name: 'Back to Reception' }));
    expect(stage.sent('command').at(-1)).toMatchObject({ command: 'back-to-reception' });
  });

  it('tells the seconds that are left and no others', async () => {
    const short = { ...acw, until: NOW + 3_600 };
    await openWorkspace('/', picture({ me: me({ label: 'after-call-work', acw: short }) }));
    expect(screen.getByText('4 seconds of after-call work left')).toBeTruthy();
  });

  it('st07_says_what_comes_after_the_countdown', async () => {
    const next = { to: 'on-break', break_reason: { id: 'b1', name: 'Lunch' } } as const;
    await openWorkspace('/', picture({ me: me({ label: 'after-call-work', acw, next }) }));
    expect(screen.getByText('On break (Lunch) in 0:21')).toBeTruthy();
  });
});
