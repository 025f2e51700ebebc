/** The Desk's part of asking a customer what they think of a session (DK08, W24). */

import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fromCustomer, NOW, picture, session } from '../../testing/pictures';
import { openWorkspace } from '../../testing/stage';

const available = session('s1', 'Mei Tanaka', { rating: { state: 'available' } });
const messages = [fromCustomer('s1', 1, 'Is it in stock?')];
const satisfaction = () => screen.queryByRole('button', { name: 'User satisfaction' });

async function opened(shown = available) {
  const stage = await openWorkspace('/desk', picture({ sessions: [shown], messages }));
  await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  return stage;
}

describe('the button', () => {
  it('dk08 asks the customer of the window, and keeps the focus where it was', async () => {
    const stage = await opened();
    satisfaction()?.focus();
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toMatchObject([{ command: 'ask-satisfaction', contact: 's1' }]);
    await stage.answer();
    await stage.change({ change: 'session', ...available, rating: { state: 'sent', at: NOW } });
    expect(satisfaction()).toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Asked at/u);
  });

  it('dk08 is not there where the admin lets nobody be asked', async () => {
    await opened(session('s1', 'Mei Tanaka'));
    expect(satisfaction()).toBeNull();
  });
});

describe('the answer', () => {
  it('dk08 is read with its tags and its comment as text', async () => {
    const rating = { state: 'given', score: 4, scale: 5, at: NOW } as const;
    const said = { ...rating, tags: ['Fast', '友好'], comment: '<b>Well</b>' };
    await opened(session('s1', 'Mei Tanaka', { rating: said }));
    expect(screen.getByText('4 of 5', { selector: 'span' })).toBeTruthy();
    expect(screen.getByText('Fast, 友好')).toBeTruthy();
    expect(screen.getByText('<b>Well</b>')).toBeTruthy();
  });
});
