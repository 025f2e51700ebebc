/** The call of now on the voice screen: in what state it is, and how it came. */

import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { call, NOW, picture } from '../../testing/pictures';
import { openWorkspace } from '../../testing/stage';

const talking = { state: 'talking', since: NOW - 10_000, muted: false } as const;
const card = () => within(screen.getByRole('main'));

describe('the call of now', () => {
  it('is on hold while the customer hears music', async () => {
    const stage = await openWorkspace('/voice', picture({ calls: [call(talking)] }));
    expect(await card().findByText('Talking')).toBeTruthy();
    await stage.change({ change: 'call', ...call({ ...talking, hold_since: NOW }) });
    expect(card().getByText('On Hold')).toBeTruthy();
    expect(card().queryByText('Talking')).toBeNull();
  });

  it('vc06_says_which_number_is_shown_and_when_it_was_dialled', async () => {
    const state = { state: 'dialling', since: NOW, until: NOW + 60_000 } as const;
    const out = { ...call(state), direction: 'outbound' } as const;
    await openWorkspace('/voice', picture({ calls: [out] }));
    expect(await card().findByText('Number shown')).toBeTruthy();
    expect(card().getByText('Dialled')).toBeTruthy();
    expect(card().queryByText('Arrived')).toBeNull();
  });

  it('vc06_says_of_a_call_out_what_the_bar_says', async () => {
    const state = { state: 'dialling', since: NOW, until: NOW + 60_000 } as const;
    const stage = await openWorkspace('/voice', picture({ calls: [call(state)] }));
    expect(await card().findByText('Dialling…')).toBeTruthy();
    await stage.change({ change: 'call', ...call({ ...state, progress: 'early-media' }) });
    expect(screen.getAllByText('It rings…')).toHaveLength(2);
    expect(screen.queryByText('Dialling…')).toBeNull();
  });

  it('may come from a page, without a number', async () => {
    const fromPage = { ...call(talking), customer: { id: 'p2', name: 'Customer 4711' } };
    await openWorkspace('/voice', picture({ calls: [fromPage] }));
    expect(await card().findByText('Web call, or withheld')).toBeTruthy();
  });
});
