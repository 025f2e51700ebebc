/** The dialog in which a session is handed on (W21, DK05): who is shown, how one is chosen, and what becomes of it. */

import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { colleague, directory, fromCustomer, picture, session } from '../testing/pictures';
import { openWorkspace, pressKey, type Stage, speaks } from '../testing/stage';

const open = picture({
  sessions: [session('s1', 'Mia Sommer')],
  messages: [fromCustomer('s1', 1, 'Hello')],
});
const people = {
  ...directory(),
  colleagues: [
    colleague('m1', 'Ann Berg'),
    colleague('m2', 'Bob Chen', {
      label: 'in-line',
      unavailable: 'status',
      sessions: { open: 2, max: 5 },
    }),
    colleague('m3', 'Cem Full', { sessions: { open: 5, max: 5, unavailable: 'full' } }),
  ],
};

async function openDialog(): Promise<Stage> {
  const stage = await openWorkspace('/desk', open);
  await stage.user.click(screen.getByRole('button', { name: /Mia Sommer/ }));
  pressKey('KeyT');
  await stage.say({ type: 'directory', ...people });
  return stage;
}

const dialog = () => within(screen.getByRole('dialog', { name: 'Transfer chat' }));
const confirm = () => dialog().getByRole('button', { name: 'Confirm Transfer' });
const row = (name: string) => dialog().getByRole('radio', { name });
const factsOf = (radio: HTMLElement) =>
  document.getElementById(radio.getAttribute('aria-describedby') ?? '')?.textContent;

describe('dk05 the transfer of a session', () => {
  it('shows colleagues with their load, and a call keeps nobody from a chat', async () => {
    await openDialog();
    expect(factsOf(row('Bob Chen'))).toContain('Chats 2/5');
    expect(row('Bob Chen').getAttribute('aria-disabled')).toBeNull();
    expect(factsOf(row('Cem Full'))).toContain('no room for another chat');
    expect(row('Cem Full').getAttribute('aria-disabled')).toBe('true');
    expect(dialog().queryByRole('radio', { name: 'Ann Berg' })).toBeNull();
  });

  it('finds by email', async () => {
    const stage = await openDialog();
    await stage.user.type(dialog().getByLabelText('Find by name or email'), 'cem@');
    expect(dialog().getAllByRole('radio')).toHaveLength(1);
  });

  it('hands it on with a note, and says so', async () => {
    const stage = await openDialog();
    await stage.user.click(row('Bob Chen'));
    await stage.user.type(dialog().getByLabelText(/Note for whoever/), 'Refund');
    await stage.user.click(confirm());
    const [command] = stage.sent('command');
    expect(command).toMatchObject({
      command: 'transfer',
      contact: 's1',
      to: { kind: 'agent', id: 'm2' },
      note: 'Refund',
    });
  });

  it('chooses nobody who has no room', async () => {
    const stage = await openDialog();
    await stage.user.click(row('Cem Full'));
    expect(dialog().getByText(/cannot take the chat now/)).toBeTruthy();
    expect(confirm().hasAttribute('disabled')).toBe(true);
  });

  it('lists groups of chats alone', async () => {
    const stage = await openDialog();
    await stage.user.click(dialog().getByRole('tab', { name: 'Group' }));
    expect(dialog().getAllByRole('radio')).toHaveLength(1);
    expect(row('Chat desk')).toBeTruthy();
  });

  it('closes with the session', async () => {
    const stage = await openDialog();
    await stage.change({ change: 'contact-gone', contact: 's1', why: 'customer-left' });
    expect(screen.queryByRole('dialog', { name: 'Transfer chat' })).toBeNull();
  });

  it('speaks Chinese', async () => {
    await openDialog();
    await speaks('zh-CN');
    expect(screen.getByRole('dialog', { name: '转接会话' })).toBeTruthy();
    await speaks('en');
  });

  it('says of a colleague that they wrote, and not that I did', async () => {
    const author = { author: 'member', id: 'm2', name: 'Bob Chen' } as const;
    const asked = { ...fromCustomer('s1', 2, 'One moment.'), author };
    await openWorkspace('/desk', { ...open, messages: [...open.messages, asked] });
    expect(screen.getByText('Bob Chen: One moment.')).toBeTruthy();
  });
});
