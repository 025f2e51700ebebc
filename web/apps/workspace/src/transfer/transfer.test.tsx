/** The transfer dialog (W13): who is shown, how one is chosen, and what becomes of it; the server's end is the test. */

import type { Change } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  call,
  colleague,
  directory,
  group,
  me,
  NOW,
  picture,
  ringing,
  talking,
} from '../testing/pictures';
import { openWorkspace, pressKey, type Stage, speaks } from '../testing/stage';

const inCall = picture({ calls: [talking()], me: me({ label: 'in-line' }) });
const gone: Change = { change: 'contact-gone', contact: 'c1', why: 'transferred' };

async function openDialog(): Promise<Stage> {
  const stage = await openWorkspace('/', inCall);
  pressKey('KeyT');
  await stage.say({ type: 'directory', ...directory() });
  return stage;
}

async function openAgents(): Promise<Stage> {
  const stage = await openDialog();
  await stage.user.click(screen.getByRole('tab', { name: 'Agent' }));
  return stage;
}

const dialog = () => within(screen.getByRole('dialog', { name: 'Transfer' }));
const button = () => dialog().getByRole('button', { name: 'Transfer' });
const row = (name: string) => dialog().getByRole('radio', { name });
const rows = () =>
  dialog()
    .queryAllByRole('radio')
    .map(each => nameOf(each));
const nameOf = (radio: HTMLElement) =>
  document.getElementById(radio.getAttribute('aria-labelledby') ?? '')?.textContent;
const factsOf = (radio: HTMLElement) =>
  document.getElementById(radio.getAttribute('aria-describedby') ?? '')?.textContent;

describe('opening it', () => {
  it('asks for the directory once, and has it at hand when it is opened again', async () => {
    const stage = await openWorkspace('/', inCall);
    expect(stage.sent('watch-directory')).toHaveLength(0);
    await stage.user.click(screen.getByRole('button', { name: 'Transfer' }));
    expect(stage.sent('watch-directory')).toHaveLength(1);
    expect(dialog().getByText('Loading…')).toBeTruthy();
    await stage.say({ type: 'directory', ...directory() });
    expect(dialog().getByText('2 groups')).toBeTruthy();
    await stage.user.click(dialog().getByRole('button', { name: 'Close' }));
    pressKey('KeyT');
    expect(dialog().getByText('2 groups')).toBeTruthy();
    expect(stage.sent('watch-directory')).toHaveLength(1);
    expect(stage.sent('leave-directory')).toHaveLength(0);
  });

  it('is for a call in progress only', async () => {
    await openWorkspace('/', picture({ calls: [ringing()] }));
    pressKey('KeyT');
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
  });

  it('asks again on a new socket', async () => {
    const stage = await openDialog();
    await stage.comesBack(inCall);
    expect(stage.sent('watch-directory')).toHaveLength(1);
  });

  it('asks nothing on a new socket when it is closed', async () => {
    const stage = await openDialog();
    await stage.user.click(dialog().getByRole('button', { name: 'Close' }));
    await stage.comesBack(inCall);
    expect(stage.sent('watch-directory')).toHaveLength(0);
    pressKey('KeyT');
    expect(dialog().getByText('Loading…')).toBeTruthy();
    expect(stage.sent('watch-directory')).toHaveLength(1);
  });

  it('goes from tab to tab by arrow', async () => {
    const stage = await openDialog();
    await stage.user.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(dialog().getByRole('tab', { name: 'Group' }));
    await stage.user.keyboard('{ArrowRight}');
    expect(dialog().getByRole('tab', { name: 'Agent', selected: true })).toBeTruthy();
    expect(rows()).toEqual(['Bob Chen', 'Zoë Dahl']);
  });

  it('is typed into at once', async () => {
    const stage = await openDialog();
    await stage.user.keyboard('works');
    expect(rows()).toEqual(['Workshop']);
    expect(dialog().getByText('1 group')).toBeTruthy();
  });
});

describe('a group', () => {
  it('vc10_is_shown_with_who_is_free_and_who_waits', async () => {
    await openDialog();
    expect(rows()).toEqual(['Sales', 'Workshop']);
    expect(factsOf(row('Sales'))).toBe('1 of 2 available0 waiting');
    expect(factsOf(row('Workshop'))).toBe('0 of 1 available2 waitinglongest 1:35');
  });

  it('vc10_unfolds_to_its_members_with_name_and_status', async () => {
    const stage = await openDialog();
    const members = dialog().getByRole('button', { name: 'Members of Sales' });
    expect(members.getAttribute('aria-expanded')).toBe('false');
    await stage.user.click(members);
    expect(members.getAttribute('aria-expanded')).toBe('true');
    const list = dialog().getAllByRole('listitem');
    expect(list.map(each => each.textContent)).toEqual(['Bob ChenOn break (Lunch)']);
    const back = colleague('m2', 'Bob Chen');
    await stage.say({ type: 'directory-changes', colleagues: [back], groups: [] });
    expect(list.map(each => each.textContent)).toEqual(['Bob ChenAvailable']);
  });

  it('vc15_takes_a_note_along', async () => {
    const stage = await openDialog();
    const note = () => dialog().getByLabelText('Note for whoever takes the call (optional)');
    await stage.user.click(row('Workshop'));
    await stage.user.type(note(), 'Wants a refund');
    await stage.user.click(button());
    expect(stage.sent('command')).toMatchObject([{ command: 'transfer', note: 'Wants a refund' }]);
  });

  it('vc10_gets_the_call_and_the_dialog_says_what_happens', async () => {
    const stage = await openDialog();
    expect(button()).toHaveProperty('disabled', true);
    expect(dialog().getByText('Choose who gets the call.')).toBeTruthy();
    await stage.user.click(row('Workshop'));
    expect(
      dialog().getByText(/^Your call ends now\..*Workshop answers\. Nobody is avail/u),
    ).toBeTruthy();
    await stage.user.click(button());
    const to = { kind: 'group', id: 'g3' };
    expect(stage.sent('command')).toMatchObject([{ command: 'transfer', contact: 'c1', to }]);
    expect(button().getAttribute('aria-disabled')).toBe('true');
    await stage.change(gone);
    await stage.answer();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
    expect(screen.getByText(/^Transferred to Workshop\./u)).toBeTruthy();
    // It did not leave because of the agent's sound.
    expect(screen.queryByText(/sound was gone/u)).toBeNull();
  });

  it('vc10_is_chosen_by_key_alone', async () => {
    const stage = await openDialog();
    await stage.user.keyboard('w{Enter}');
    expect(document.activeElement).toBe(row('Workshop'));
    expect(stage.sent('command')).toEqual([]);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([{ to: { kind: 'group', id: 'g3' } }]);
  });

  it('goes on from the field by arrow, and back by typing', async () => {
    const stage = await openDialog();
    await stage.user.keyboard('{ArrowDown}');
    expect(row('Sales')).toHaveProperty('checked', true);
    await stage.user.keyboard('{ArrowDown}');
    expect(row('Workshop')).toHaveProperty('checked', true);
    await stage.user.keyboard('sal');
    expect(rows()).toEqual(['Sales']);
    // Who is out of sight is not given a call.
    expect(button()).toHaveProperty('disabled', true);
  });
});

describe('an agent', () => {
  it('vc11_is_shown_with_a_live_status_and_its_time_and_groups', async () => {
    const stage = await openAgents();
    expect(rows()).toEqual(['Bob Chen', 'Zoë Dahl']);
    expect(factsOf(row('Bob Chen'))).toBe('On break (Lunch)1:05Sales');
    const changed = colleague('m2', 'Bob Chen', { label: 'available', since: NOW - 2_000 });
    await stage.say({ type: 'directory-changes', colleagues: [changed], groups: [] });
    expect(factsOf(row('Bob Chen'))).toBe('Available0:02Sales');
  });

  it('vc11_gets_the_call', async () => {
    const stage = await openAgents();
    await stage.user.click(row('Zoë Dahl'));
    expect(dialog().getByText(/until Zoë Dahl answers\..*comes back to you\./u)).toBeTruthy();
    await stage.user.click(button());
    const to = { kind: 'agent', id: 'm3' };
    expect(stage.sent('command')).toMatchObject([{ command: 'transfer', contact: 'c1', to }]);
  });

  it('vc11_who_cannot_be_rung_is_shown_and_said_why', async () => {
    const stage = await openAgents();
    expect(row('Bob Chen').getAttribute('aria-disabled')).toBe('true');
    await stage.user.click(row('Bob Chen'));
    expect(dialog().getByText('Bob Chen cannot be rung now: On break (Lunch).')).toBeTruthy();
    expect(button()).toHaveProperty('disabled', true);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toEqual([]);
  });

  it('vc11_who_is_chosen_and_goes_away_takes_the_button_along', async () => {
    const stage = await openAgents();
    await stage.user.click(row('Zoë Dahl'));
    expect(button()).toHaveProperty('disabled', false);
    const away = colleague('m3', 'Zoë Dahl', { label: 'busy', unavailable: 'not-connected' });
    await stage.say({ type: 'directory-changes', colleagues: [away], groups: [] });
    expect(button()).toHaveProperty('disabled', true);
    expect(dialog().getByText('Zoë Dahl cannot be rung now: Browser not connected.')).toBeTruthy();
    await stage.say({
      type: 'directory-changes',
      colleagues: [colleague('m3', 'Zoë Dahl')],
      groups: [],
    });
    expect(button()).toHaveProperty('disabled', false);
  });

  it('is one of a hundred at most; who looks for another types', async () => {
    const stage = await openAgents();
    const colleagues = Array.from({ length: 250 }, (_, nth) =>
      colleague(`x${nth}`, `Agent ${String(nth).padStart(3, '0')}`),
    );
    await stage.say({ type: 'directory', colleagues, groups: [group('g1', 'Sales')], phones: [] });
    expect(rows()).toHaveLength(100);
    expect(dialog().getByText('250 agents')).toBeTruthy();
    expect(dialog().getByText('150 more. Type a name to find them.')).toBeTruthy();
    await stage.user.type(dialog().getByLabelText('Find by name or group'), '249');
    expect(rows()).toEqual(['Agent 249']);
  });
});

describe('a SIP phone', () => {
  const openPhones = async () => {
    const stage = await openDialog();
    await stage.user.click(screen.getByRole('tab', { name: 'SIP phone' }));
    return stage;
  };

  it('vc12_is_shown_with_whether_it_is_there_and_whose_it_is', async () => {
    const stage = await openPhones();
    expect(rows()).toEqual(['203', 'Front desk (201)', 'Workshop (202)']);
    expect(factsOf(row('Front desk (201)'))).toBe('Registered');
    expect(factsOf(row('Workshop (202)'))).toBe('Not registered');
    expect(factsOf(row('203'))).toBe('Bob ChenOn break (Lunch)');
    const phones = [
      { id: 's1', name: 'Front desk', extension: '201', unavailable: 'in-use' as const },
    ];
    await stage.say({ type: 'directory-changes', colleagues: [], groups: [], phones });
    expect(factsOf(row('Front desk (201)'))).toBe('In use');
  });

  it('vc12_is_found_by_name_by_extension_and_by_its_member', async () => {
    const stage = await openPhones();
    const field = dialog().getByLabelText('Find by name, extension or agent');
    for (const [find, found] of [
      ['front', ['Front desk (201)']],
      ['202', ['Workshop (202)']],
      ['bob', ['203']],
    ] as const) {
      await stage.user.clear(field);
      await stage.user.type(field, find);
      expect(rows()).toEqual(found);
    }
    expect(dialog().getByText('1 SIP phone')).toBeTruthy();
  });

  it('vc12_gets_the_call_with_a_note', async () => {
    const stage = await openPhones();
    await stage.user.click(row('Front desk (201)'));
    expect(dialog().getByText(/until Front desk \(201\) is answered\./u)).toBeTruthy();
    await stage.user.type(dialog().getByLabelText(/^Note/u), 'Parcel at the door');
    await stage.user.click(button());
    const to = { kind: 'phone', id: 's1' };
    expect(stage.sent('command')).toMatchObject([
      { command: 'transfer', contact: 'c1', to, note: 'Parcel at the door' },
    ]);
  });

  it('vc15_is_asked_first_with_a_note', async () => {
    const stage = await openPhones();
    await stage.user.click(row('Front desk (201)'));
    expect(dialog().getByText(/talk with who answers at Front desk \(201\) while/u)).toBeTruthy();
    await stage.user.type(dialog().getByLabelText(/^Note/u), 'Parcel at the door');
    await stage.user.click(dialog().getByRole('button', { name: 'Consult first' }));
    expect(stage.sent('command')).toMatchObject([
      { command: 'consult-phone', contact: 'c1', sip_phone: 's1', note: 'Parcel at the door' },
    ]);
    await stage.answer({ code: 'phone-in-use' });
    expect(dialog().getByRole('alert').textContent).toContain('Front desk (201)');
  });

  it.each([
    ['Workshop (202)', 'Workshop (202) cannot be rung now: Not registered.'],
    ['203', '203 cannot be rung now: its agent takes no calls at the moment.'],
  ])('vc12_that_cannot_be_rung_says_why_%s', async (name, words) => {
    const stage = await openPhones();
    await stage.user.click(row(name));
    expect(dialog().getByText(words)).toBeTruthy();
    expect(button()).toHaveProperty('disabled', true);
  });

  it('vc14_is_named_where_the_call_comes_back', async () => {
    const phone = { id: 's1', name: 'Front desk', extension: '201' };
    const handed = { how: 'returned-from-phone', phone } as const;
    const state = { ...ringing().state, handed } as Parameters<typeof call>[0];
    await openWorkspace('/', picture({ calls: [call(state)] }));
    expect(screen.getAllByText('Returned from Front desk (201)')).toHaveLength(2);
  });
});

describe('afterwards', () => {
  it.each([
    [
      'target-unavailable',
      'Zoë Dahl could not be rung. You still have the call; choose somebody else.',
    ],
    ['queue-full', 'The queue of Zoë Dahl is full. You still have the call; choose another group.'],
    ['unknown-member', 'Zoë Dahl does not work here any more. Choose somebody else.'],
    ['not-talking', 'That works only during a call.'],
  ])('vc11_a_refusal_is_said_in_the_dialog_%s', async (code, words) => {
    const stage = await openAgents();
    await stage.user.click(row('Zoë Dahl'));
    await stage.user.click(button());
    await stage.answer({ code });
    expect(dialog().getByRole('alert').textContent).toBe(words);
    expect(button()).toHaveProperty('disabled', false);
    await stage.user.click(row('Bob Chen'));
    expect(dialog().queryByRole('alert')).toBeNull();
  });

  it('says a refusal in the language of now', async () => {
    const stage = await openAgents();
    await stage.user.click(row('Zoë Dahl'));
    await stage.user.click(button());
    await stage.answer({ code: 'target-unavailable' });
    await speaks('zh-CN');
    expect(screen.getByRole('alert').textContent).toBe(
      '无法呼叫 Zoë Dahl。通话仍在您这里，请另选坐席。',
    );
  });

  it('closes with its call, and does not open again when that comes back', async () => {
    const stage = await openDialog();
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'ended' });
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
    await stage.change({ change: 'call', ...talking() });
    expect(screen.getByRole('region', { name: 'Call' })).toBeTruthy();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
  });

  it('vc51_a_call_that_was_taken_away_is_still_explained', async () => {
    const silent = talking({ silent_since: NOW - 60_000 });
    const stage = await openWorkspace('/', picture({ calls: [silent] }));
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'passed-on' });
    expect(screen.getByText(/^Your sound was gone for too long/u)).toBeTruthy();
  });
});

describe('the other end', () => {
  const handed = (over: object) => call({ ...offer, ...over } as Parameters<typeof call>[0]);
  const offer = ringing().state;

  it.each([
    [
      { handed: { how: 'transferred', by: { id: 'm2', name: 'Bob Chen' } } },
      'Transferred by Bob Chen',
    ],
    [
      { handed: { how: 'returned', from: { id: 'm2', name: 'Bob Chen' } } },
      'Returned from Bob Chen',
    ],
  ])('vc11_vc14_is_told_how_the_call_came (%#)', async (how, words) => {
    await openWorkspace('/', picture({ calls: [handed(how)] }));
    for (const region of ['Incoming call', 'Who is calling']) {
      expect(within(screen.getByRole('region', { name: region })).getByText(words)).toBeTruthy();
    }
    expect(screen.getByText(new RegExp(`for group Sales\\. ${words}\\.`, 'u'))).toBeTruthy();
  });

  it('is told nothing of the kind by the queue', async () => {
    await openWorkspace('/', picture({ calls: [ringing()] }));
    expect(screen.queryByText(/Transferred by|Returned from/u)).toBeNull();
  });
});
