/** A consult on both screens (VC15, W14): who is heard, what can be done, and how it ends; the server's end is the test. */

import type { CallView, Change } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  call,
  consulted,
  consulting,
  consultingOutside,
  directory,
  me,
  NOW,
  picture,
  ringing,
  talking,
} from '../testing/pictures';
import { openWorkspace, pressKey, type Stage, speaks } from '../testing/stage';

const bob = { kind: 'colleague', id: 'm2', name: 'Bob Chen' } as const;
const inLine = (one: CallView) => picture({ calls: [one], me: me({ label: 'in-line' }) });
const changed = (one: CallView): Change => ({ change: 'call', ...one });
const bar = () => within(screen.getByRole('region', { name: 'Call' }));
const button = (name: string) => bar().getByRole('button', { name });
const enabled = () =>
  bar()
    .getAllByRole('button')
    .filter(each => each.getAttribute('aria-disabled') === null)
    .map(({ textContent }) => textContent);
/** What stands behind each name. */
const parties = () =>
  within(bar().getByRole('list', { name: 'Who is in the call' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
const commands = (stage: Stage) => stage.sent('command').map(({ command }) => command);
const said = (words: string) => screen.getByText(words).getAttribute('aria-live');

describe('consult first', () => {
  const openAgents = async () => {
    const stage = await openWorkspace('/', inLine(talking()));
    pressKey('KeyT');
    await stage.say({ type: 'directory', ...directory() });
    expect(screen.queryByRole('button', { name: 'Consult first' })).toBeNull();
    await stage.user.click(screen.getByRole('tab', { name: 'Agent' }));
    return stage;
  };

  it('vc15_rings_for_the_colleague_who_is_chosen_and_closes_the_dialog', async () => {
    const stage = await openAgents();
    const first = screen.getByRole('button', { name: 'Consult first' });
    expect(first).toHaveProperty('disabled', true);
    await stage.user.click(screen.getByRole('radio', { name: 'Zoë Dahl' }));
    expect(screen.getByText(/With Consult first you keep the call/u)).toBeTruthy();
    await stage.user.click(first);
    expect(stage.sent('command')).toMatchObject([
      { command: 'consult', contact: 'c1', member: 'm3' },
    ]);
    expect(first.getAttribute('aria-disabled')).toBe('true');
    await stage.answer();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
  });

  it.each(['the answer', 'the change'])(
    'keeps the place of who works by key, %s first',
    async first => {
      const stage = await openAgents();
      await stage.user.click(screen.getByRole('radio', { name: 'Zoë Dahl' }));
      screen.getByRole('button', { name: 'Consult first' }).focus();
      await stage.user.keyboard('{Enter}');
      if (first === 'the answer') await stage.answer();
      await stage.change(changed(consulting({ state: 'ringing', until: NOW + 20_000 })));
      if (first === 'the change') await stage.answer();
      const region = screen.getByRole('region', { name: 'Call' });
      expect(document.activeElement).toBe(region);
      button('Cancel consult').focus();
      await stage.change(changed(talking()));
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Call' }));
    },
  );

  it('leaves the focus alone where it is elsewhere', async () => {
    const stage = await openWorkspace('/', inLine(talking()));
    const elsewhere = screen.getByRole('link', { name: 'Desk' });
    elsewhere.focus();
    await stage.change(changed(consulting()));
    expect(document.activeElement).toBe(elsewhere);
    elsewhere.blur();
    await stage.change(changed(talking()));
    expect(document.activeElement).toBe(document.body);
  });

  it('vc15_asks_nobody_who_cannot_be_rung', async () => {
    const stage = await openAgents();
    await stage.user.click(screen.getByRole('radio', { name: 'Bob Chen' }));
    expect(screen.getByRole('button', { name: 'Consult first' })).toHaveProperty('disabled', true);
  });

  it.each([
    [
      'target-unavailable',
      'Zoë Dahl could not be rung. You still have the call; choose somebody else.',
    ],
    ['in-consult', 'You are asking somebody. End that first.'],
  ])('vc15_says_a_refusal_in_the_dialog_%s', async (code, words) => {
    const stage = await openAgents();
    await stage.user.click(screen.getByRole('radio', { name: 'Zoë Dahl' }));
    await stage.user.click(screen.getByRole('button', { name: 'Consult first' }));
    await stage.answer({ code });
    expect(screen.getByRole('alert').textContent).toBe(words);
  });
});

describe('who asks', () => {
  const ALWAYS = ['Mute', 'Complete transfer', 'Cancel consult', 'End'];

  it.each([
    [
      'while it rings',
      consulting({ state: 'ringing', since: NOW, until: NOW + 20_000 }),
      ['APCustomer Ada ParkHears music', 'BCColleague Bob ChenRinging…20'],
      ALWAYS,
      'It rings for Bob Chen. Ada Park hears music.',
    ],
    [
      'while it is connected',
      consulting({ state: 'connecting' }),
      ['APCustomer Ada ParkHears music', 'BCColleague Bob ChenConnecting…'],
      ALWAYS,
      'Bob Chen has answered.',
    ],
    [
      'with the colleague',
      consulting(),
      ['APCustomer Ada ParkHears music', 'BCColleague Bob ChenTalks with you'],
      ['Mute', 'Swap', 'Conference', 'Complete transfer', 'Cancel consult', 'End'],
      'You talk with Bob Chen. Ada Park hears music.',
    ],
    [
      'with the customer',
      consulting({ with: 'customer' }),
      ['APCustomer Ada ParkTalks with you', 'BCColleague Bob ChenHears music'],
      ['Mute', 'Swap', 'Conference', 'Complete transfer', 'Cancel consult', 'End'],
      'You talk with Ada Park. Bob Chen hears music.',
    ],
    [
      'with both',
      consulting({ with: 'all' }),
      ['APCustomer Ada ParkConference', 'BCColleague Bob ChenConference'],
      ['Mute', 'Swap', 'Complete transfer', 'Cancel consult', 'End'],
      'Conference: you, Ada Park and Bob Chen hear each other.',
    ],
  ])('vc15_sees_who_is_heard_%s', async (_, asking, shown, buttons, words) => {
    await openWorkspace('/', inLine(asking));
    expect(parties()).toEqual(shown);
    expect(enabled()).toEqual(buttons);
    expect(said(words)).toBe('polite');
  });
});

describe('who asks outside', () => {
  it.each([
    [
      'before anything is heard',
      consultingOutside({ state: 'calling', since: NOW, until: NOW + 20_000 }),
      ['APCustomer Ada ParkHears music', 'Outside line +4930111220Calling…'],
      '+4930111220 is called. Ada Park hears music.',
    ],
    [
      'while it rings',
      consultingOutside({ state: 'ringing', since: NOW, until: NOW + 20_000 }),
      ['APCustomer Ada ParkHears music', 'Outside line +4930111220Ringing…20'],
      'It rings for +4930111220. Ada Park hears music.',
    ],
    [
      'with all three',
      consultingOutside({ with: 'all' }),
      ['APCustomer Ada ParkConference', 'Outside line +4930111220Conference'],
      'Conference: you, Ada Park and +4930111220 hear each other.',
    ],
  ])('vc15_sees_who_is_heard_%s', async (_, asking, shown, words) => {
    await openWorkspace('/', inLine(asking));
    // What the picture of a number says is nobody's name.
    const seen = parties().map(party => party?.replace(/^.*(?=Outside line)/u, ''));
    expect(seen).toEqual(shown);
    expect(said(words)).toBe('polite');
  });

  it('vc43_is_told_that_nothing_is_kept_and_cannot_change_it', async () => {
    const asking = consultingOutside({ with: 'all' });
    const stage = await openWorkspace('/', inLine({ ...asking, recording: 'paused' }));
    expect(bar().getByText('Not recorded with somebody outside')).toBeTruthy();
    pressKey('KeyP');
    expect(commands(stage)).toEqual([]);
  });

  it.each([
    ['busy', '+4930111220 is busy. You are back with Ada Park.'],
    ['no-answer', '+4930111220 did not answer. You are back with Ada Park.'],
    ['rejected', '+4930111220 rejected the call. You are back with Ada Park.'],
    ['invalid-number', 'Nobody has the number +4930111220. You are back with Ada Park.'],
    ['no-line', 'No line is available to call +4930111220. You are back with Ada Park.'],
    ['lost', 'The line to +4930111220 broke. You are back with Ada Park.'],
    ['left', '+4930111220 left the call. You are back with Ada Park.'],
  ] as const)('vc15_is_told_how_it_came_to_nothing_%s', async (why, words) => {
    const asked = { kind: 'outside', id: 'x1', name: '+4930111220' } as const;
    await openWorkspace('/', inLine({ ...talking(), consult_over: { asked, why } }));
    expect(bar().getByText(words)).toBeTruthy();
  });
});

describe('with somebody at a SIP phone', () => {
  const asked = { kind: 'phone', id: 's1', name: 'Front desk' } as const;

  it('vc15_says_who_is_asked_and_that_a_conference_is_not_recorded', async () => {
    const conference = { ...consulting({ asked, with: 'all' }), recording: 'paused' } as const;
    const stage = await openWorkspace('/', inLine(conference));
    expect(screen.getByText('SIP phone')).toBeTruthy();
    expect(bar().getByText('Not recorded with who is at the phone')).toBeTruthy();
    const over = { asked, why: 'unreachable' } as const;
    await stage.change(changed({ ...talking(), consult_over: over }));
    expect(
      bar().getByText('Front desk could not be reached. You are back with Ada Park.'),
    ).toBeTruthy();
  });
});

describe('what who asks can do', () => {
  it('vc15_is_told_of_each_change_in_one_place_that_stays', async () => {
    const stage = await openWorkspace('/', inLine(talking()));
    await stage.change(changed(consulting({ state: 'ringing', until: NOW + 20_000 })));
    const place = screen.getByText('It rings for Bob Chen. Ada Park hears music.');
    await stage.change(changed(consulting()));
    expect(place.textContent).toBe('You talk with Bob Chen. Ada Park hears music.');
    const over = { asked: bob, why: 'left' } as const;
    await stage.change(changed({ ...talking(), consult_over: over }));
    expect(place.textContent).toBe('Bob Chen left the call. You are back with Ada Park.');
    expect(place.isConnected).toBe(true);
  });

  it.each([
    ['Swap', 'KeyX', 'swap-consult'],
    ['Conference', 'KeyJ', 'merge-consult'],
    ['Complete transfer', 'KeyT', 'complete-consult'],
    ['Cancel consult', 'KeyB', 'cancel-consult'],
  ])('vc15_%s_by_click_and_by_key', async (name, key, command) => {
    const stage = await openWorkspace('/', inLine(consulting()));
    await stage.user.click(button(name));
    expect(stage.sent('command')).toMatchObject([{ command, contact: 'c1' }]);
    // Nothing is assumed done.
    expect(said('You talk with Bob Chen. Ada Park hears music.')).toBe('polite');
    await stage.answer();
    pressKey(key);
    expect(commands(stage)).toEqual([command, command]);
  });

  it('vc15_has_nothing_that_is_about_the_customer_alone', async () => {
    const stage = await openWorkspace('/', inLine(consulting({}, { hold_since: NOW - 9_000 })));
    for (const key of ['KeyH', 'KeyK']) pressKey(key);
    expect(commands(stage)).toEqual([]);
    expect(screen.queryByRole('group', { name: 'Input number' })).toBeNull();
    expect(screen.queryByText(/You can still hear the customer/u)).toBeNull();
  });

  it('vc15_closes_the_keypad_and_the_dialog_when_it_begins_elsewhere', async () => {
    const stage = await openWorkspace('/', inLine(talking()));
    pressKey('KeyK');
    await screen.findByRole('group', { name: 'Input number' });
    pressKey('KeyT');
    await stage.change(changed(consulting()));
    expect(screen.queryByRole('group', { name: 'Input number' })).toBeNull();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
  });

  it('vc15_is_asked_again_before_it_is_over_for_everybody', async () => {
    const stage = await openWorkspace('/', inLine(consulting()));
    await stage.user.click(button('End'));
    expect(commands(stage)).toEqual([]);
    await stage.user.click(button('Press again to end for everybody'));
    expect(commands(stage)).toEqual(['hang-up']);
  });

  it('vc15_says_who_has_the_call_once_it_is_handed_over', async () => {
    const stage = await openWorkspace('/', inLine(consulting()));
    await stage.user.click(button('Complete transfer'));
    await stage.answer();
    expect(screen.getByText('Bob Chen has the call with Ada Park now.')).toBeTruthy();
  });

  it('vc08_mutes_and_sees_that_the_colleague_is_muted', async () => {
    const stage = await openWorkspace('/', inLine(consulting({ muted: true })));
    expect(bar().getByRole('img', { name: 'Muted' })).toBeTruthy();
    await stage.user.click(button('Mute'));
    expect(commands(stage)).toEqual(['mute']);
    await stage.change(changed(consulting({}, { muted: true })));
    expect(bar().getByText('You are muted')).toBeTruthy();
    expect(bar().queryByRole('img', { name: 'Muted' })).toBeNull();
  });

  it('vc43_says_that_the_talk_apart_is_not_recorded', async () => {
    const recorded = (one: CallView): CallView => ({ ...one, recording: 'on' });
    const stage = await openWorkspace('/', inLine(recorded(consulting())));
    expect(bar().getByText('Recording, but not this talk')).toBeTruthy();
    for (const turned of ['customer', 'all'] as const) {
      await stage.change(changed(recorded(consulting({ with: turned }))));
      expect(bar().getByText('Recording')).toBeTruthy();
    }
  });

  it('vc40_can_pause_the_recording', async () => {
    const stage = await openWorkspace('/', inLine({ ...consulting(), recording: 'on' }));
    await stage.user.click(button('Pause recording'));
    expect(commands(stage)).toEqual(['pause-recording']);
  });

  it.each([
    ['declined', 'Bob Chen declined. You are back with Ada Park.'],
    ['no-answer', 'Bob Chen did not answer. You are back with Ada Park.'],
    ['unreachable', 'Bob Chen could not be reached. You are back with Ada Park.'],
    ['left', 'Bob Chen left the call. You are back with Ada Park.'],
  ] as const)('vc15_is_told_how_it_came_to_nothing_%s', async (why, words) => {
    const over = { ...talking(), consult_over: { asked: bob, why } };
    const stage = await openWorkspace('/', inLine(over));
    expect(bar().getByText(words)).toBeTruthy();
    expect(button('On Hold')).toHaveProperty('disabled', false);
    await speaks('zh-CN');
    expect(screen.queryByText(words)).toBeNull();
    await speaks('en');
    await stage.change(changed(talking()));
    expect(screen.queryByText(words)).toBeNull();
  });

  it('vc15_is_not_back_with_a_customer_who_is_on_hold_still', async () => {
    const over = { asked: bob, why: 'declined' } as const;
    await openWorkspace('/', inLine({ ...talking({ hold_since: NOW }), consult_over: over }));
    expect(bar().getByText('Bob Chen declined.')).toBeTruthy();
    expect(bar().queryByText(/You are back/u)).toBeNull();
  });

  it('vc15_sees_it_on_the_voice_screen', async () => {
    await openWorkspace('/voice', inLine(consulting()));
    const main = within(screen.getByRole('main'));
    expect(await main.findByText('Consulting')).toBeTruthy();
    expect(main.getByText('Colleague asked')).toBeTruthy();
    expect(main.getByText('Bob Chen')).toBeTruthy();
  });
});

describe('who is asked', () => {
  const offered = (deadline = NOW + 20_000): CallView => ({
    ...consulted({ state: 'ringing', since: NOW, until: deadline }),
    ...call({
      ...ringing().state,
      deadline,
      handed: { how: 'consult', by: bob },
    } as CallView['state']),
  });
  const ALLOWED = ['Mute', 'Leave'];

  it('vc15_sees_who_asks_about_whom', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    const card = within(screen.getByRole('region', { name: 'Who is calling' }));
    expect(card.getByText('A colleague asks')).toBeTruthy();
    expect(card.getByText('Bob Chen')).toBeTruthy();
    const prompt = within(screen.getByRole('region', { name: 'Incoming call' }));
    expect(prompt.getByText('Bob Chen asks for advice')).toBeTruthy();
    expect(card.getByText('Ada Park')).toBeTruthy();
    expect(card.queryByText('Waited')).toBeNull();
    expect(screen.getByText(/^Bob Chen asks you about the call of Ada Park for group Sales\./u));
    expect(document.title).toBe('☎ Incoming – Bob Chen');
    await stage.user.click(screen.getByRole('button', { name: 'Answer' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'accept', contact: 'c1', fence: 3 }]);
  });

  it('vc15_is_not_told_that_it_is_passed_on', async () => {
    await openWorkspace('/', picture({ calls: [offered(NOW + 4_000)] }));
    expect(screen.getByText('Stops ringing in 4')).toBeTruthy();
    expect(screen.queryByText(/Passing on/u)).toBeNull();
  });

  it.each([
    [
      'consultant',
      ['Hears music', 'Talks with you'],
      'Consulting with Bob Chen',
      'You talk with Bob Chen. Ada Park hears music.',
    ],
    [
      'customer',
      ['Talks with Bob Chen', 'Talks with Ada Park'],
      'Bob Chen talks with the customer. You hear music.',
      'Bob Chen talks with Ada Park. You hear music.',
    ],
    [
      'all',
      ['Conference', 'Conference'],
      'Consulting with Bob Chen',
      'Conference: you, Ada Park and Bob Chen hear each other.',
    ],
  ] as const)('vc15_hears_whom_the_agent_turns_to_%s', async (turned, does, note, words) => {
    await openWorkspace('/', inLine(consulted({ with: turned })));
    const [customer, agent] = parties();
    expect(customer?.endsWith(`Ada Park${does[0]}`)).toBe(true);
    expect(agent?.endsWith(`Bob Chen${does[1]}`)).toBe(true);
    expect(bar().getByText(note)).toBeTruthy();
    expect(said(words)).toBe('polite');
    expect(enabled()).toEqual(ALLOWED);
  });

  it('vc15_can_mute_and_leave_and_nothing_else', async () => {
    const stage = await openWorkspace('/', inLine({ ...consulted(), recording: 'on' }));
    for (const key of ['KeyH', 'KeyK', 'KeyT', 'KeyP', 'KeyX', 'KeyJ', 'KeyB']) pressKey(key);
    expect(commands(stage)).toEqual([]);
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
    pressKey('KeyM');
    expect(commands(stage)).toEqual(['mute']);
    await stage.answer();
    await stage.user.click(button('Leave'));
    expect(commands(stage)).toEqual(['mute', 'hang-up']);
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'consult-over' });
    const words = 'Your colleague goes on alone. You are out of the call.';
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('vc15_is_told_that_the_call_is_theirs_now', async () => {
    const stage = await openWorkspace('/', inLine(consulted()));
    await stage.change(changed(talking()));
    const words = 'Bob Chen handed you the call. You talk with Ada Park.';
    expect(screen.getByText(words)).toBeTruthy();
    expect(enabled()).toContain('On Hold');
    expect(enabled()).toContain('End');
  });

  it('vc15_rings_on_as_a_call_that_is_handed_over', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    const handed = { how: 'transferred', by: bob } as const;
    await stage.change(changed(call({ ...ringing().state, handed } as CallView['state'])));
    expect(screen.getAllByText('Transferred by Bob Chen').length).toBeGreaterThan(0);
    expect(stage.sent('offer-seen')).toHaveLength(1);
  });

  it.each([
    ['missed', 'Not answered in time. Bob Chen goes on without you.'],
    ['unseen', 'The call did not reach your screen in time. Bob Chen goes on without you.'],
    ['consult-over', 'Bob Chen asks you no more.'],
    ['ended', 'Bob Chen asks you no more.'],
  ] as const)('vc15_is_told_why_it_rings_no_more_%s', async (why, words) => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    await stage.change({ change: 'contact-gone', contact: 'c1', why });
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText(/another agent/u)).toBeNull();
  });

  it('vc15_declines_without_words', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offered()] }));
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'declined' });
    expect(screen.queryByText(/goes on without you|asks you no more/u)).toBeNull();
  });
});
