/** Self-service in a call (W15) and the survey's button (W24); the server's end of the socket is the test. */

import type { CallView } from '@rapport/live/wire';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { NOW, picture, talking } from '../testing/pictures';
import { openWorkspace, pressKey } from '../testing/stage';

const FLOWS = [
  { id: 'f1', name: 'Card check' },
  { id: 'f2', name: 'Order line' },
];

const INSIDE: NonNullable<CallView['self_service']> = {
  flow: { id: 'f1', name: 'Card check' },
  since: NOW - 12_000,
  stage: 'listening',
  entering: false,
  secret: true,
  heard: false,
  keys: '',
};

const offering = (): CallView => ({ ...talking(), flows: FLOWS });

function inside(over: Partial<typeof INSIDE> = {}): CallView {
  return { ...offering(), self_service: { ...INSIDE, ...over } };
}

describe('self-service', () => {
  it('vc20_is_not_there_where_the_group_offers_nothing', async () => {
    await openWorkspace('/', picture({ calls: [talking()] }));
    expect(screen.queryByRole('button', { name: 'Self-Service' })).toBeNull();
  });

  it('vc20_starts_the_flow_that_was_chosen', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offering()] }));
    pressKey('KeyI');
    await stage.user.click(screen.getByRole('radio', { name: 'Order line' }));
    await stage.user.click(screen.getByRole('button', { name: 'Start Service IVR' }));
    expect(stage.sent('command')).toMatchObject([
      { command: 'start-self-service', contact: 'c1', flow: 'f2' },
    ]);
    await stage.answer();
    await stage.change({ change: 'call', ...inside() });
    expect(screen.queryByRole('radio')).toBeNull();
    expect(screen.getByText('Customer is in “Card check”')).toBeTruthy();
    expect(screen.getByText('0:12')).toBeTruthy();
    expect(screen.getByText('You do not hear the customer.')).toBeTruthy();
    expect(screen.getByText('Secret digits: nothing is recorded or kept.')).toBeTruthy();
  });

  it('vc20_keeps_everything_off_the_customer_who_is_elsewhere', async () => {
    await openWorkspace('/', picture({ calls: [inside()] }));
    for (const name of ['On Hold', 'Input number', 'Transfer', 'Self-Service']) {
      expect(screen.getByRole('button', { name })).toHaveProperty('disabled', true);
    }
    expect(screen.getByRole('button', { name: 'Mute' })).toHaveProperty('disabled', false);
  });

  it('vc20_shows_how_many_secret_keys_came_and_asks_before_an_entry_is_lost', async () => {
    const call = inside({ keys: '••', entering: true });
    const stage = await openWorkspace('/', picture({ calls: [call] }));
    expect(screen.getByText('••')).toBeTruthy();
    const back = screen.getByRole('button', { name: 'Back' });
    await stage.user.click(back);
    expect(stage.sent('command')).toEqual([]);
    await stage.user.click(back);
    expect(stage.sent('command')).toMatchObject([{ command: 'take-back', contact: 'c1' }]);
  });

  it('vc20_says_that_it_is_through_and_takes_back_at_one_click', async () => {
    const stage = await openWorkspace('/', picture({ calls: [inside({ stage: 'finished' })] }));
    expect(
      screen.getByText('Finished. The customer hears music until you take them back.'),
    ).toBeTruthy();
    await stage.user.click(screen.getByRole('button', { name: 'Back' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'take-back' }]);
    await stage.answer();
    await stage.change({ change: 'call', ...offering() });
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
  });

  it('vc20_says_why_a_flow_was_not_started', async () => {
    const stage = await openWorkspace('/', picture({ calls: [offering()] }));
    pressKey('KeyI');
    await stage.user.click(screen.getByRole('button', { name: 'Start Service IVR' }));
    await stage.answer({ code: 'unknown-flow', status: 409 });
    expect(screen.getByText('This flow is not there any more.')).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'Card check' })).toBeTruthy();
  });
});

describe('the survey', () => {
  it('vc22_can_be_wanted_once_and_says_so', async () => {
    const asking = { ...talking(), survey: 'available' } as const;
    const stage = await openWorkspace('/', picture({ calls: [asking] }));
    await stage.user.click(screen.getByRole('button', { name: 'User satisfaction' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'ask-satisfaction', contact: 'c1' }]);
    await stage.answer();
    await stage.change({ change: 'call', ...asking, survey: 'asked' });
    expect(screen.queryByRole('button', { name: 'User satisfaction' })).toBeNull();
    expect(screen.getByText('Survey follows')).toBeTruthy();
  });

  it('vc22_is_not_there_where_nobody_is_asked', async () => {
    await openWorkspace('/', picture({ calls: [talking()] }));
    expect(screen.queryByRole('button', { name: 'User satisfaction' })).toBeNull();
    expect(screen.queryByText('Survey follows')).toBeNull();
  });
});
