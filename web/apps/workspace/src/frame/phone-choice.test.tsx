/** VC31: the member's choice of phone, and what the screens say while calls are taken by a SIP phone. */

import type { OwnPhone, OwnSipPhone, ServerFrame } from '@rapport/live/wire';
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { me, picture, ringing, talking } from '../testing/pictures';
import { openWorkspace, type Stage } from '../testing/stage';

const desk: OwnSipPhone = { id: 's1', extension: '201', name: 'Desk', state: 'registered' };
const own = (over: Partial<OwnPhone> = {}): ServerFrame => ({
  type: 'own-phone',
  sip_phones: [desk],
  doing: 'idle',
  ...over,
});

async function openMenu(stage: Stage): Promise<void> {
  await stage.user.click(screen.getByRole('button', { name: /^Status and account/u }));
}

describe('the choice', () => {
  it('vc31_is_there_for_who_has_a_sip_phone_and_is_shown_once_the_server_has_it', async () => {
    const stage = await openWorkspace('/', picture());
    await openMenu(stage);
    expect(screen.queryByRole('menuitem', { name: 'Phone for calls' })).toBeNull();
    await stage.say(own());
    await stage.user.click(screen.getByRole('menuitem', { name: 'Phone for calls' }));
    const browser = await screen.findByRole('menuitemradio', { name: 'This browser' });
    expect(browser.getAttribute('aria-checked')).toBe('true');
    const item = screen.getByRole('menuitemradio', { name: /^Desk \(201\)\s*Registered/u });
    act(() => item.focus());
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([{ command: 'choose-phone', sip_phone: 's1' }]);
  });

  it('vc31_that_leads_nowhere_is_said_and_undone_in_one_place', async () => {
    const stage = await openWorkspace('/voice', picture({ me: me({ audio: false }) }));
    await stage.say(own({ chosen: 's1', sip_phones: [{ ...desk, state: 'not-registered' }] }));
    expect(await screen.findAllByText('Your phone cannot be reached')).toHaveLength(2);
    const [first] = screen.getAllByRole('button', { name: 'Use this browser' });
    if (!first) throw new Error('no way back to the browser');
    await stage.user.click(first);
    const [given] = stage.sent('command');
    expect(given).toMatchObject({ command: 'choose-phone' });
    expect(given).not.toHaveProperty('sip_phone');
  });
});

describe('a call', () => {
  it('vc31_rings_on_both_and_says_what_answers_it', async () => {
    const stage = await openWorkspace('/', picture({ calls: [ringing()] }));
    await stage.say(own({ chosen: 's1', doing: 'rings' }));
    const bar = within(screen.getByRole('region', { name: 'Incoming call' }));
    expect(
      bar.getByText('Rings on Desk (201) too. Lift the handset, or click Answer.'),
    ).toBeTruthy();
  });

  it('vc31_is_carried_by_it_and_the_browser_says_nothing_of_its_own_sound', async () => {
    const stage = await openWorkspace(
      '/',
      picture({ calls: [talking()], me: me({ label: 'in-line' }) }),
    );
    await stage.say(own({ chosen: 's1', doing: 'in-call' }));
    const { useNetwork } = await import('../state/call-quality');
    useNetwork.setState({ look: { rttMs: 1 } }, true);
    const bar = within(screen.getByRole('region', { name: 'Call' }));
    expect(bar.getByText('On Desk (201)').closest('[role=status]')).toBeTruthy();
    expect(bar.queryByRole('img', { name: 'Good connection' })).toBeNull();
    await stage.say(own({ chosen: 's1', doing: 'failed' }));
    expect(bar.getByText(/^Desk \(201\) did not take the call/u)).toBeTruthy();
  });
});
