/** The status menu: what can be chosen when, and that nothing is shown before the server has done it. */

import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { call, me, NOW, picture } from '../testing/pictures';
import { openWorkspace, type Stage } from '../testing/stage';

async function openMenu(stage: Stage): Promise<void> {
  await stage.user.click(screen.getByRole('button', { name: /Status and account/u }));
}

describe('the status menu', () => {
  it('st01_chooses_a_status_and_waits_for_the_server_to_confirm', async () => {
    const stage = await openWorkspace('/', picture());
    await openMenu(stage);
    await stage.user.click(screen.getByRole('menuitemradio', { name: 'Busy' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'set-status', to: 'busy' }]);
    expect(screen.getByText('Going Busy…')).toBeTruthy();
    expect(screen.getByText('Your status is Available')).toBeTruthy();
    await stage.change({ change: 'me', ...me({ label: 'busy' }) });
    await stage.answer();
    expect(screen.queryByText('Going Busy…')).toBeNull();
    expect(screen.getByText('Your status is Busy')).toBeTruthy();
  });

  it('st02_takes_a_break_by_its_reason', async () => {
    const stage = await openWorkspace('/', picture());
    await openMenu(stage);
    await stage.user.click(screen.getByRole('menuitemradio', { name: 'Lunch' }));
    expect(stage.sent('command')).toMatchObject([
      { command: 'set-status', to: 'on-break', break_reason: 'b1' },
    ]);
  });

  it('st05_reserves_the_next_status_while_in_line_and_can_cancel_it', async () => {
    const talking = call({ state: 'talking', since: NOW, muted: false });
    const inLine = picture({ calls: [talking], me: me({ label: 'in-line' }) });
    const stage = await openWorkspace('/', inLine);
    await openMenu(stage);
    expect(screen.getByText('Next status')).toBeTruthy();
    await stage.user.click(screen.getByRole('menuitemradio', { name: 'Lunch' }));
    expect(stage.sent('command')).toMatchObject([
      { command: 'reserve-status', to: 'on-break', break_reason: 'b1' },
    ]);
    await stage.answer();
    const next = { to: 'on-break', break_reason: { id: 'b1', name: 'Lunch' } } as const;
    await stage.change({ change: 'me', ...me({ label: 'in-line', next }) });
    expect(screen.getAllByText('Next: On break (Lunch)').length).toBeGreaterThan(0);
    await openMenu(stage);
    await stage.user.click(screen.getByRole('menuitem', { name: 'Cancel next status' }));
    expect(stage.sent('command').at(-1)).toMatchObject({ command: 'cancel-reserved-status' });
  });

  it('st09_offers_only_online_while_offline', async () => {
    const stage = await openWorkspace('/voice', picture({ me: me({ label: 'offline' }) }));
    await openMenu(stage);
    expect(screen.queryByRole('menuitemradio')).toBeNull();
    await stage.user.click(screen.getByRole('menuitem', { name: 'Online' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'go-online' }]);
  });

  it('says why it was refused, in words', async () => {
    const stage = await openWorkspace('/', picture());
    await openMenu(stage);
    await stage.user.click(screen.getByRole('menuitemradio', { name: 'Busy' }));
    await stage.answer({ code: 'in-line' });
    expect(screen.getByText('You are in a call. Choose the next status instead.')).toBeTruthy();
  });

  it('ac13_does_not_log_out_during_a_call', async () => {
    const talking = call({ state: 'talking', since: NOW, muted: false });
    const stage = await openWorkspace(
      '/',
      picture({ calls: [talking], me: me({ label: 'in-line' }) }),
    );
    await openMenu(stage);
    await stage.user.click(screen.getByRole('menuitem', { name: 'Logout' }));
    expect(screen.getByText('You are in a call. End it before you log out.')).toBeTruthy();
  });
});
