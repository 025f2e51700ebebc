/** Outbound Call (W12): typed, clicked or pasted; read as one types; called by Enter; refusals are sentences. */

import type { GroupView } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { call, me, NOW, picture, ringing } from '../testing/pictures';
import { openWorkspace, pressKey, refusal, speaks } from '../testing/stage';

const sales: GroupView = {
  id: 'g1',
  name: 'Sales',
  kind: 'voice',
  numbers: [
    { id: 'n1', number: '+4930555010' },
    { id: 'n2', number: '+4930555011' },
  ],
  waiting: 0,
};
const help: GroupView = {
  id: 'g3',
  name: 'Help',
  kind: 'voice',
  numbers: [{ id: 'n3', number: '+4930555012' }],
  waiting: 0,
};
const groups = [sales, help];

/** German numbers for Sales; nothing is allowed anywhere else. */
const telephone = (request: Request) => {
  const typed = (new URL(request.url).searchParams.get('typed') ?? '').replaceAll(' ', '');
  if (/^0\d{6,}$/u.test(typed)) {
    const number = `+49${typed.slice(1)}`;
    return Response.json({
      number,
      written: `030 ${typed.slice(3)}`,
      country: 'DE',
      groups: ['g1'],
    });
  }
  if (typed === '112') {
    return Response.json({
      number: '112',
      written: '112',
      country: 'DE',
      groups: ['g1', 'g3'],
      emergency: true,
    });
  }
  if (typed.startsWith('+1')) {
    return Response.json({ number: typed, written: typed, country: 'US', groups: [] });
  }
  return refusal(409, 'invalid-number');
};

const open = async (over = {}) => {
  const stage = await openWorkspace('/voice', picture({ groups, ...over }), {
    'GET /api/v1/telephone': telephone,
  });
  await screen.findByRole('heading', { name: 'Voice' });
  return stage;
};
const pad = () => within(screen.getByRole('dialog', { name: 'Outbound Call' }));

describe('outbound call', () => {
  it('vc06_calls_what_was_typed_by_enter_and_closes', async () => {
    const stage = await open();
    pressKey('KeyN');
    expect(document.activeElement).toBe(await screen.findByLabelText('Number'));
    await stage.user.keyboard('030 111220');
    const written = await pad().findByText('030 111220');
    expect(written.getAttribute('title')).toBe('+4930111220');
    expect(pad().getByText(/Germany/u)).toBeTruthy();
    expect(pad().getByText('May be called.')).toBeTruthy();
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([
      { command: 'dial', number: '030 111220', group: 'g1', from: 'n1' },
    ]);
    await stage.answer();
    expect(screen.queryByRole('dialog', { name: 'Outbound Call' })).toBeNull();
  });

  it('vc06_shows_the_call_that_is_made_and_ends_it', async () => {
    const stage = await open();
    const dialling = { state: 'dialling', since: NOW, until: NOW + 60_000 } as const;
    await stage.change({ change: 'call', ...call(dialling) });
    const bar = within(screen.getByRole('region', { name: 'Call' }));
    expect(bar.getByText('Dialling…')).toBeTruthy();
    await stage.change({ change: 'call', ...call({ ...dialling, progress: 'ringing' }) });
    expect(bar.getByText('It rings…')).toBeTruthy();
    await stage.user.click(bar.getByRole('button', { name: 'End' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'hang-up', contact: 'c1' }]);
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'busy' });
    expect(screen.getByText('The line is busy.')).toBeTruthy();
  });

  it('takes clicks and pastes, and erases', async () => {
    const stage = await open();
    await stage.user.click(screen.getByRole('button', { name: 'Outbound Call' }));
    for (const key of ['+', '4', '9']) {
      await stage.user.click(pad().getByRole('button', { name: key }));
    }
    await stage.user.click(pad().getByRole('button', { name: 'Erase the last digit' }));
    expect(pad().getByLabelText('Number')).toHaveProperty('value', '+4');
    await stage.user.clear(pad().getByLabelText('Number'));
    await stage.user.paste('(030) 11-12 20');
    expect(pad().getByLabelText('Number')).toHaveProperty('value', '(030) 11-12 20');
  });

  it('vc06_says_before_dialling_what_may_not_be_called', async () => {
    const stage = await open();
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('12');
    expect(await pad().findByText('Not a telephone number yet.')).toBeTruthy();
    await stage.user.clear(pad().getByLabelText('Number'));
    await stage.user.keyboard('+1 212 555 0100');
    expect(await pad().findByText('Your groups may not call this number.')).toBeTruthy();
    await stage.user.clear(pad().getByLabelText('Number'));
    await stage.user.keyboard('030 111220');
    await pad().findByText('May be called.');
    await stage.user.selectOptions(pad().getByLabelText('Group'), 'Help');
    expect(pad().getByText('Help may not call this number. Choose another group.')).toBeTruthy();
  });

  it.each([
    ['number-not-allowed', 'Sales may not call this number.'],
    ['no-line', 'Sales has no number to call from.'],
    ['no-audio', 'Allow the microphone first, then call.'],
    ['invalid-number', 'This is not a telephone number.'],
    ['ringing', 'A call is ringing. Answer or decline it first.'],
  ])('vc06_says_%s_in_words_and_keeps_what_was_typed', async (code, words) => {
    const stage = await open();
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('030 111220{Enter}');
    await stage.answer({ code });
    expect(pad().getByText(words)).toBeTruthy();
    expect(pad().getByLabelText('Number')).toHaveProperty('value', '030 111220');
  });

  it('says a refusal in the language of now', async () => {
    const stage = await open();
    pressKey('KeyN');
    await stage.user.type(await screen.findByLabelText('Number'), '030 111220{Enter}');
    await stage.answer({ code: 'number-not-allowed' });
    await screen.findByText('Sales may not call this number.');
    await speaks('zh-CN');
    expect(screen.getByText('Sales 不能拨打此号码。')).toBeTruthy();
    expect(screen.queryByText('Sales may not call this number.')).toBeNull();
  });

  it('remembers the group and its number', async () => {
    const stage = await open();
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.selectOptions(pad().getByLabelText('Number shown'), '+4930555011');
    await stage.user.type(pad().getByLabelText('Number'), '030 111220{Enter}');
    expect(stage.sent('command')).toMatchObject([{ group: 'g1', from: 'n2' }]);
    await stage.answer();
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    expect(pad().getByLabelText('Number shown')).toHaveProperty('value', 'n2');
    await stage.user.selectOptions(pad().getByLabelText('Group'), 'Help');
    expect(pad().queryByLabelText('Number shown')).toBeNull();
    expect(pad().getByText('+4930555012')).toBeTruthy();
  });

  it('calls again from the list of recent calls', async () => {
    const customer = { id: 'p1', name: 'Ada Park', number: '+4930111220' };
    const record = {
      id: 'r1',
      kind: 'voice',
      direction: 'outbound',
      customer,
      entry: '+4930555010',
      arrived: NOW,
      talked: 0,
    };
    const stage = await openWorkspace('/voice', picture({ groups }), {
      'GET /api/v1/telephone': telephone,
      'GET /api/v1/records': () => Response.json({ records: [record] }),
    });
    await stage.user.click(await screen.findByRole('button', { name: 'Call Ada Park again' }));
    expect(pad().getByLabelText('Number')).toHaveProperty('value', '+4930111220');
  });
});

describe('a call for help', () => {
  it('vc44_who_is_offline_calls_for_help_only', async () => {
    const stage = await open({ me: me({ label: 'offline' }) });
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('030 111220');
    await pad().findByText('May be called.');
    expect(
      pad().getByText('You are Offline. Only emergency numbers can be called now.'),
    ).toBeTruthy();
    expect(pad().getByRole('button', { name: 'Call' })).toHaveProperty('disabled', true);
    await stage.user.clear(pad().getByLabelText('Number'));
    await stage.user.keyboard('112');
    await pad().findByText(/^Emergency number/u);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([{ command: 'dial', number: '112', group: 'g1' }]);
  });

  it('vc44_help_is_called_while_a_call_rings_and_nobody_else', async () => {
    const stage = await open({ calls: [ringing()] });
    await stage.user.click(screen.getByRole('button', { name: 'Outbound Call' }));
    await screen.findByLabelText('Number');
    expect(pad().getByText(/^A call is ringing\. Only emergency numbers/u)).toBeTruthy();
    await stage.user.keyboard('030 111220');
    await pad().findByText('May be called.');
    expect(pad().getByRole('button', { name: 'Call' })).toHaveProperty('disabled', true);
    await stage.user.clear(pad().getByLabelText('Number'));
    await stage.user.keyboard('112');
    await pad().findByText(/^Emergency number/u);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([{ command: 'dial', number: '112', group: 'g1' }]);
  });

  it('vc44_the_pad_gives_way_to_a_call_that_rings_but_not_in_an_emergency', async () => {
    const stage = await open();
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('030 111220');
    await pad().findByText('May be called.');
    await stage.change({ change: 'call', ...ringing() });
    expect(screen.queryByRole('dialog', { name: 'Outbound Call' })).toBeNull();
    await stage.change({ change: 'contact-gone', contact: 'c1', why: 'missed' });
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('112');
    await pad().findByText(/^Emergency number/u);
    await stage.change({ change: 'call', ...ringing(4) });
    expect(pad().getByLabelText('Number')).toHaveProperty('value', '112');
  });

  it('vc44_who_is_in_no_group_for_calls_calls_for_help_only', async () => {
    const stage = await open({ groups: [] });
    pressKey('KeyN');
    await screen.findByLabelText('Number');
    await stage.user.keyboard('112');
    await pad().findByText(/^Emergency number/u);
    await stage.user.keyboard('{Enter}');
    const [dialled] = stage.sent('command');
    expect(dialled).toMatchObject({ command: 'dial', number: '112' });
    expect(dialled).not.toHaveProperty('group');
  });
});
