/** Canned replies in the composer (W20, DK13): offered after a slash, chosen by keys, put where it stood. */

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromCustomer, picture, session } from '../../../testing/pictures';
import { openWorkspace, type Stage } from '../../../testing/stage';
import { meant, slashed } from './slash';

const replies = [
  { id: 'r1', shortcut: 'bye', title: 'Good bye', body: 'Have a good day.' },
  { id: 'r2', shortcut: 'hello', title: 'Greeting', body: 'Hello,\nwhat can I do for you?' },
  { id: 'r3', shortcut: '退款', title: 'Refund', body: '退款已经办理。' },
];

describe('a slash', () => {
  it('begins a word, and is looked at up to the caret', () => {
    expect(slashed('/he', 3)).toEqual({ from: 0, to: 3, find: 'he' });
    expect(slashed('Yes. /退 later', 7)).toEqual({ from: 5, to: 7, find: '退' });
    expect(slashed('one\n/', 5)).toEqual({ from: 4, to: 5, find: '' });
    for (const [text, caret] of [
      ['and/or', 6],
      ['https://x', 9],
      ['/two words', 10],
      ['/he', 0],
    ] as const) {
      expect(slashed(text, caret), text).toBeUndefined();
    }
  });

  it('means shortcuts that begin so first, then what has it in shortcut or title', () => {
    const means = (find: string) => meant(replies, find).map(({ shortcut }) => shortcut);
    expect(means('')).toEqual(['bye', 'hello', '退款']);
    expect(means('HEL')).toEqual(['hello']);
    expect(means('go')).toEqual(['bye']);
    expect(means('退')).toEqual(['退款']);
    expect(means('nothing')).toEqual([]);
  });
});

describe('the composer', () => {
  const composer = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Write to/u });
  const list = () => screen.findByRole('listbox', { name: 'Canned replies' });
  let stage: Stage;
  beforeEach(async () => {
    const one = picture({
      sessions: [session('s1', 'Mei Tanaka')],
      messages: [fromCustomer('s1', 1, 'Is it in stock?')],
    });
    stage = await openWorkspace('/desk', one, {
      'GET /api/v1/canned-replies': () => Response.json({ replies }),
    });
    await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  });

  it('w20_a_slash_offers_replies_and_enter_takes_the_one_that_is_lit', async () => {
    await stage.user.type(composer(), 'One moment. /');
    const options = within(await list()).getAllByRole('option');
    expect(options).toHaveLength(3);
    expect(options[0]?.getAttribute('aria-selected')).toBe('true');
    expect(composer().getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    await stage.user.keyboard('{ArrowDown}{Enter}');
    expect(composer().value).toBe('One moment. Hello,\nwhat can I do for you?');
    expect(document.activeElement).toBe(composer());
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(stage.sent('command')).toHaveLength(0);
    await stage.user.keyboard('{Enter}');
    expect(stage.sent('command').at(-1)).toMatchObject({
      text: 'One moment. Hello,\nwhat can I do for you?',
    });
  });

  it('w20_typing_on_narrows_it_and_escape_leaves_the_text_alone', async () => {
    await stage.user.type(composer(), '/he');
    await waitFor(async () => expect(within(await list()).getAllByRole('option')).toHaveLength(1));
    await stage.user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    await stage.user.keyboard('l');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(composer().value).toBe('/hel');
    await stage.user.type(composer(), ' and /');
    expect(await list()).toBeTruthy();
  });

  it('u04_an_input_methods_enter_takes_no_reply', async () => {
    await stage.user.type(composer(), '/');
    await list();
    fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true });
    expect(composer().value).toBe('/');
    expect(await list()).toBeTruthy();
  });

  it('w20_by_the_mouse_too', async () => {
    await stage.user.type(composer(), '/');
    await stage.user.click(within(await list()).getByRole('option', { name: /Refund/u }));
    expect(composer().value).toBe('退款已经办理。');
  });
});
