/** The settings page: keys that can be changed and switched off, sounds by occasion, addresses that are none. */

import { act, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { picture, ringing } from '../../testing/pictures';
import { openWorkspace, pressKey } from '../../testing/stage';

const called = picture({ calls: [ringing(3)] });

async function open(part: string, snapshot = picture()) {
  const stage = await openWorkspace(`/settings/${part}`, snapshot);
  await screen.findByRole('heading', { level: 1 });
  return stage;
}

describe('keys', () => {
  it('does with the new key what the old one did, and nothing with the old one', async () => {
    const stage = await open('shortcuts', called);
    await stage.user.click(
      screen.getByRole('button', { name: 'Change the key of Answer / Accept' }),
    );
    pressKey('KeyZ');
    expect(stage.sent('command')).toEqual([]);
    pressKey('KeyA');
    expect(stage.sent('command')).toEqual([]);
    pressKey('KeyZ');
    expect(stage.sent('command')).toMatchObject([{ command: 'accept' }]);
  });

  it('gives no key to two acts', async () => {
    const stage = await open('shortcuts');
    await stage.user.click(
      screen.getByRole('button', { name: 'Change the key of Answer / Accept' }),
    );
    pressKey('KeyM');
    expect(screen.getByText('Mute has this key. Press another one.')).toBeTruthy();
    await stage.user.keyboard('{Escape}');
    expect(screen.queryByText('Press Ctrl, Alt and the new key')).toBeNull();
  });

  it('are all off when they are switched off', async () => {
    const stage = await open('shortcuts', called);
    await stage.user.click(screen.getByRole('switch', { name: 'Use keyboard shortcuts' }));
    pressKey('KeyA');
    expect(stage.sent('command')).toEqual([]);
    await stage.user.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Answer' }).title).toBe('Answer');
  });
});

describe('sounds', () => {
  it('shows no notification of a call where none is wanted', async () => {
    const stage = await open('notifications');
    const shown: string[] = [];
    class Notice {
      static permission = 'granted';
      onclick: unknown;
      constructor(title: string) {
        shown.push(title);
      }
      close() {}
    }
    Object.assign(window, { Notification: Notice });
    const box = screen.getByRole('checkbox', { name: 'A call rings – Notification' });
    await stage.user.click(box);
    await stage.change({ change: 'call', ...ringing(3) });
    expect(shown).toEqual([]);
    await stage.user.click(box);
    await stage.change({ change: 'call', ...ringing(4) });
    expect(shown).toEqual(['☎ Incoming – Ada Park']);
  });
});

describe('addresses', () => {
  it.each(['/settings/nothing', '/nothing'])('%s keeps the frame and a call in it', async path => {
    await openWorkspace(path, called);
    expect(await screen.findByRole('heading', { name: 'This page does not exist' })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Incoming call' })).toBeTruthy();
  });

  it('another window of the browser changes theme and keys here too', async () => {
    await open('appearance');
    const theme = within(screen.getByRole('group', { name: 'Theme' }));
    const state = { theme: 'dark', voice: 'chat-only' };
    localStorage.setItem('rapport.preferences', JSON.stringify({ state, version: 0 }));
    await act(async () => {
      dispatchEvent(new StorageEvent('storage', { key: 'rapport.preferences' }));
    });
    expect(theme.getByRole('radio', { name: 'Dark' })).toHaveProperty('checked', true);
    expect(document.documentElement.getAttribute('data-theme')).toBe('dark');
  });
});
