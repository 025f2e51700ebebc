/** Input number (W11): by mouse, by keyboard, pasted; what was sent is shown, and what is refused is said. */

import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { call, NOW, picture, talking } from '../testing/pictures';
import { openWorkspace, pressKey } from '../testing/stage';

const pad = () => screen.queryByRole('group', { name: 'Input number' });
const shown = () => pad()?.querySelector('[data-sent]')?.textContent;

describe('input number', () => {
  it('vc21_sends_what_is_clicked_and_typed_and_shows_it', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    const opener = screen.getByRole('button', { name: 'Input number' });
    expect(opener.getAttribute('aria-expanded')).toBe('false');
    await stage.user.click(opener);
    expect(opener.getAttribute('aria-expanded')).toBe('true');
    const open = pad();
    if (!open) throw new Error('the pad is closed');
    expect(document.activeElement).toBe(open);
    await stage.user.click(within(open).getByRole('button', { name: 'star' }));
    expect(stage.sent('command')).toMatchObject([
      { command: 'send-keys', contact: 'c1', keys: '*' },
    ]);
    expect(shown()).toBe('Sent: *');
    await stage.answer();
    await stage.user.keyboard('5');
    await stage.answer();
    await stage.user.keyboard('#');
    await stage.answer();
    const keys = stage.sent('command').map(command => 'keys' in command && command.keys);
    expect(keys).toEqual(['*', '5', '#']);
    expect(open.querySelector('[data-sent]')?.getAttribute('data-sent')).toBe('*5#');
    expect(within(open).getByText('Sent pound')).toBeTruthy();
  });

  it('vc21_pastes_and_says_what_it_cannot_send', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    pressKey('KeyK');
    await screen.findByRole('group', { name: 'Input number' });
    await stage.user.paste('extension 12');
    expect(screen.getByText(/Only digits, \* and # can be sent/u)).toBeTruthy();
    expect(stage.sent('command')).toEqual([]);
    await stage.user.paste('4711 #');
    expect(stage.sent('command')).toMatchObject([{ keys: '4711#' }]);
    expect(screen.queryByText(/Only digits/u)).toBeNull();
  });

  it('closes by Escape and by its key, and gives the focus back', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    const opener = screen.getByRole('button', { name: 'Input number' });
    await stage.user.click(opener);
    await stage.user.keyboard('{Escape}');
    expect(pad()).toBeNull();
    expect(document.activeElement).toBe(opener);
    await stage.user.keyboard('7');
    expect(stage.sent('command')).toEqual([]);
    pressKey('KeyK');
    await screen.findByRole('group', { name: 'Input number' });
    pressKey('KeyK');
    expect(pad()).toBeNull();
  });

  it('vc21_keeps_what_is_typed_before_the_answer_and_sends_it_with_it', async () => {
    const dialling = { state: 'dialling', since: NOW, until: NOW + 60_000 } as const;
    const out = (state: Parameters<typeof call>[0]) =>
      ({ ...call(state), direction: 'outbound' }) as const;
    const stage = await openWorkspace('/', picture({ calls: [out(dialling)] }));
    await stage.user.click(screen.getByRole('button', { name: 'Input number' }));
    await stage.user.keyboard('42#');
    expect(shown()).toBe('Sent: 42#');
    expect(screen.getByText('pound waits for the answer')).toBeTruthy();
    expect(screen.getByText(/^Not answered yet/u)).toBeTruthy();
    await stage.change({ change: 'call', ...out({ state: 'connecting' }) });
    expect(stage.sent('command')).toEqual([]);
    await stage.change({ change: 'call', ...out(talking().state) });
    expect(stage.sent('command')).toMatchObject([{ command: 'send-keys', keys: '42#' }]);
    expect(screen.queryByText(/^Not answered yet/u)).toBeNull();
    await stage.answer();
    expect(pad()?.querySelector('[data-sent]')?.getAttribute('data-sent')).toBe('42#');
    expect(document.activeElement).toBe(pad());
  });

  it('vc21_forgets_what_was_typed_when_it_is_closed_before_the_answer', async () => {
    const dialling = { state: 'dialling', since: NOW, until: NOW + 60_000 } as const;
    const stage = await openWorkspace('/', picture({ calls: [call(dialling)] }));
    pressKey('KeyK');
    await screen.findByRole('group', { name: 'Input number' });
    await stage.user.keyboard('42#{Escape}');
    await stage.change({ change: 'call', ...talking() });
    pressKey('KeyK');
    await screen.findByRole('group', { name: 'Input number' });
    expect(shown()).toBe('Sent: ');
    expect(stage.sent('command')).toEqual([]);
  });

  it('vc07_is_not_there_on_hold', async () => {
    const stage = await openWorkspace('/', picture({ calls: [talking()] }));
    await stage.user.click(screen.getByRole('button', { name: 'Input number' }));
    await stage.change({ change: 'call', ...talking({ hold_since: NOW }) });
    expect(pad()).toBeNull();
    expect(screen.getByRole('button', { name: 'Input number' })).toHaveProperty('disabled', true);
  });
});
