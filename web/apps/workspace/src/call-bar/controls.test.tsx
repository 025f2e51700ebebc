/** The row of what can be done in a call: who works by key keeps their place, and where it is narrow the last go under More. */

import type { CallView } from '@rapport/live/wire';
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { consulting, me, picture, talking } from '../testing/pictures';
import { openWorkspace } from '../testing/stage';

const bar = () => within(screen.getByRole('region', { name: 'Call' }));
const names = () =>
  bar()
    .getAllByRole('button')
    .map(({ textContent }) => textContent);
const inLine = { me: me({ label: 'in-line' }) };
const everything: CallView = {
  ...talking(),
  recording: 'on',
  flows: [{ id: 'f1', name: 'Card check' }],
  survey: 'available',
};

/** A window of that many rem. */
function width(rem: number): void {
  vi.stubGlobal('matchMedia', (query: string) => {
    const [, most = '0'] = /max-width: ([\d.]+)rem/u.exec(query) ?? [];
    return { matches: rem <= Number(most), addEventListener() {}, removeEventListener() {} };
  });
}

describe('by key', () => {
  it('u02_keeps_its_place_while_the_server_has_not_answered', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()], ...inLine }));
    const hold = bar().getByRole('button', { name: 'On Hold' });
    act(() => hold.focus());
    await stage.user.keyboard('{Enter}');
    expect(hold.getAttribute('aria-busy')).toBe('true');
    expect(document.activeElement).toBe(hold);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command')).toHaveLength(1);
    await stage.answer();
    await stage.change({ change: 'call', ...talking({ hold_since: 1 }) });
    expect(document.activeElement).toBe(bar().getByRole('button', { name: 'Cancel Hold' }));
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command').at(-1)).toMatchObject({ command: 'cancel-hold' });
  });

  it('keeps its place when something else may not be done meanwhile', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()], ...inLine }));
    const keys = bar().getByRole('button', { name: 'Input number' });
    act(() => keys.focus());
    await stage.change({ change: 'call', ...talking({ hold_since: 1 }) });
    expect(keys.getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(keys);
    await stage.user.keyboard('{Enter}');
    expect(screen.queryByRole('group', { name: 'Input number' })).toBeNull();
  });
});

describe('in a narrow window', () => {
  it('has the last of them under More, and End beside it', async () => {
    width(20);
    const stage = await openWorkspace('/', picture({ calls: [everything], ...inLine }));
    expect(names()).toEqual(['Mute', 'On Hold', 'Input number', 'Transfer', 'More', 'End']);
    await stage.user.click(bar().getByRole('button', { name: 'More' }));
    const items = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
    expect(items).toEqual(['Self-Service', 'User satisfaction', 'Pause recording']);
    await stage.user.click(screen.getByRole('menuitem', { name: 'Pause recording' }));
    expect(stage.sent('command')).toMatchObject([{ command: 'pause-recording', contact: 'c1' }]);
  });

  it('has no More for what fits', async () => {
    width(20);
    await openWorkspace('/', picture({ calls: [consulting()], ...inLine }));
    expect(names()).toEqual([
      'Mute',
      'Swap',
      'Conference',
      'Complete transfer',
      'Cancel consult',
      'End',
    ]);
  });
});

describe('in a window of middling width', () => {
  const first = ['Mute', 'On Hold', 'Input number', 'Transfer'];

  it('has the last under More, so that a held call has its bar in one row', async () => {
    width(80);
    const stage = await openWorkspace('/', picture({ calls: [everything], ...inLine }));
    expect(names()).toEqual([...first, 'More', 'End']);
    await stage.user.click(bar().getByRole('button', { name: 'More' }));
    const items = screen.getAllByRole('menuitem').map(({ textContent }) => textContent);
    expect(items).toEqual(['Self-Service', 'User satisfaction', 'Pause recording']);
  });

  it('has no More for what fits', async () => {
    width(80);
    const { survey: _, ...unasked } = everything;
    await openWorkspace('/', picture({ calls: [{ ...unasked, recording: 'off' }], ...inLine }));
    expect(names()).toEqual([...first, 'Self-Service', 'End']);
  });
});

it('has them all in a row where there is room', async () => {
  width(90);
  await openWorkspace('/', picture({ calls: [everything], ...inLine }));
  expect(names()).toHaveLength(8);
  expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
});
