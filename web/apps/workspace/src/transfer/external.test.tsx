/** External Line Transfer (VC13, W13): the number as it is read, whether it may be called, and what the server says. */

import type { GroupView } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { call, me, NOW, picture, talking } from '../testing/pictures';
import { openWorkspace, pressKey, refusal, speaks } from '../testing/stage';

const sales: GroupView = { id: 'g1', name: 'Sales', kind: 'voice', numbers: [], waiting: 0 };
const over = { calls: [talking()], groups: [sales], me: me({ label: 'in-line' }) };

const telephone = (request: Request) => {
  const typed = (new URL(request.url).searchParams.get('typed') ?? '').replaceAll(' ', '');
  const number = { number: `+49${typed.slice(1)}`, written: typed, country: 'DE' };
  if (typed === '112') return Response.json({ ...number, groups: ['g1'], emergency: true });
  if (/^0\d{6,}$/u.test(typed)) return Response.json({ ...number, groups: ['g1'] });
  if (/^1\d{6,}$/u.test(typed)) return Response.json({ ...number, groups: ['g9'] });
  return refusal(409, 'invalid-number');
};

const dialog = () => within(screen.getByRole('dialog', { name: 'Transfer' }));
const button = () => dialog().getByRole('button', { name: 'Start to Transfer' });

async function open(shown = picture(over)) {
  const stage = await openWorkspace('/', shown, { 'GET /api/v1/telephone': telephone });
  pressKey('KeyT');
  await stage.user.click(screen.getByRole('tab', { name: 'External Line Transfer' }));
  await stage.user.tab();
  expect(document.activeElement).toBe(dialog().getByLabelText('Number'));
  return stage;
}

describe('to a line outside', () => {
  it('vc13_gets_the_call_and_the_dialog_says_what_happens', async () => {
    const stage = await open();
    expect(button()).toHaveProperty('disabled', true);
    expect(dialog().getByText(/^Your call ends now\..*the call comes back to you\./u)).toBeTruthy();
    await stage.user.keyboard('030 111220');
    await dialog().findByText('May be called.');
    expect(dialog().getByText(/Germany/u)).toBeTruthy();
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([
      { command: 'transfer-out', contact: 'c1', number: '030 111220' },
    ]);
    await stage.answer();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
    expect(screen.getByText(/^Transferred to 030111220\./u)).toBeTruthy();
  });

  it('vc15_is_asked_first_and_the_dialog_closes', async () => {
    const stage = await open();
    const first = dialog().getByRole('button', { name: 'Consult first' });
    expect(first).toHaveProperty('disabled', true);
    expect(dialog().getByText(/With Consult first you keep the call/u)).toBeTruthy();
    await stage.user.keyboard('030 111220');
    await dialog().findByText('May be called.');
    await stage.user.click(first);
    expect(stage.sent('command')).toMatchObject([
      { command: 'consult-out', contact: 'c1', number: '030 111220' },
    ]);
    expect(button()).toHaveProperty('disabled', true);
    await stage.answer();
    expect(screen.queryByRole('dialog', { name: 'Transfer' })).toBeNull();
    expect(screen.queryByText(/^Transferred to/u)).toBeNull();
  });

  it('vc15_says_why_it_is_not_asked', async () => {
    const stage = await open();
    await stage.user.keyboard('030 111220');
    await stage.user.click(dialog().getByRole('button', { name: 'Consult first' }));
    await stage.answer({ code: 'too-many-calls' });
    expect(dialog().getByRole('alert').textContent).toMatch(/^Sales has too many calls out/u);
  });

  it('vc13_says_before_it_is_called_what_may_not_be', async () => {
    const stage = await open();
    await stage.user.keyboard('12');
    expect(await dialog().findByText('Not a telephone number yet.')).toBeTruthy();
    const number = dialog().getByLabelText('Number');
    await stage.user.clear(number);
    await stage.user.keyboard('1234567');
    await dialog().findByText('Your groups may not call this number.');
    expect(button()).toHaveProperty('disabled', true);
    await stage.user.clear(number);
    await stage.user.keyboard('112');
    await dialog().findByText(/^Help cannot be reached by a transfer/u);
    expect(button()).toHaveProperty('disabled', true);
  });

  it('vc13_goes_by_the_rules_of_my_own_groups_where_the_calls_group_is_none_of_them', async () => {
    const other = { ...call({ state: 'talking', since: NOW, muted: false }) };
    const ofOther = { ...other, group: { id: 'g7', name: 'Elsewhere' } };
    const stage = await open(picture({ ...over, calls: [ofOther] }));
    await stage.user.keyboard('1234567');
    expect(await dialog().findByText('May be called.')).toBeTruthy();
  });

  it('vc13_says_a_refusal_in_the_language_of_now_and_keeps_the_number', async () => {
    const stage = await open();
    await stage.user.keyboard('030 111220{Enter}');
    await stage.answer({ code: 'number-not-allowed' });
    expect(dialog().getByText('Sales may not call this number.')).toBeTruthy();
    expect(dialog().getByLabelText('Number')).toHaveProperty('value', '030 111220');
    await speaks('zh-CN');
    expect(screen.getByText('Sales 不能拨打此号码。')).toBeTruthy();
  });
});
