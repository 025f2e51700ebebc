/** Emoji at the composer (W20): found in both languages, chosen by key, put where the writing goes on. */

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromCustomer, picture, session } from '../../../testing/pictures';
import { openWorkspace, pressKey, type Stage, speaks } from '../../../testing/stage';
import { CATEGORIES, emojiOf } from './emoji-list';

const one = picture({
  sessions: [session('s1', 'Mei Tanaka')],
  messages: [fromCustomer('s1', 1, 'Is it in stock?')],
});

const composer = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Write to/u });
const panel = () => screen.findByRole('dialog', { name: /^(Emoji|表情)$/u });
const field = async () => within(await panel()).findByRole('searchbox');

describe('the list', () => {
  const all = CATEGORIES.flatMap(emojiOf);

  it('names each once, in both languages', () => {
    expect(new Set(all.map(({ sign }) => sign)).size).toBe(all.length);
    for (const { sign, en, zh } of all) {
      expect(sign).toMatch(/\p{Extended_Pictographic}|\p{Emoji}/u);
      expect(en).toMatch(/^[a-z0-9, ]+$/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('choosing', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openWorkspace('/desk', one);
    await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  });

  it('w20_puts_it_where_the_caret_is', async () => {
    await stage.user.type(composer(), 'Well done!');
    composer().setSelectionRange(4, 9);
    await stage.user.click(screen.getByRole('button', { name: 'Emoji' }));
    await stage.user.click(await screen.findByRole('button', { name: 'thumbs up' }));
    expect(composer().value).toBe('Well👍!');
    await waitFor(() => expect(document.activeElement).toBe(composer()));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(sessionStorage.getItem('rapport.draft.s1')).toBe('Well👍!');
  });

  it('w20_is_found_by_key_in_english_and_in_chinese', async () => {
    for (const words of ['parcel', '快递', 'ORDER box']) {
      pressKey('KeyG');
      await stage.user.type(await field(), words);
      await waitFor(() => expect(screen.getByRole('button', { name: 'parcel' })).toBeTruthy());
      await stage.user.keyboard('{ArrowDown}');
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'parcel' }));
      await stage.user.keyboard('{Enter}');
      await waitFor(() => expect(document.activeElement).toBe(composer()));
    }
    expect(composer().value).toBe('📦📦📦');
  });

  it('w20_says_so_where_there_is_none', async () => {
    pressKey('KeyG');
    await stage.user.type(await field(), 'dinosaur');
    expect(await screen.findByText('No emoji is called that.')).toBeTruthy();
  });

  it('u04_leaves_the_enter_of_an_input_method_alone', async () => {
    pressKey('KeyG');
    fireEvent.change(await field(), { target: { value: '谢谢' } });
    await screen.findByRole('button', { name: 'folded hands' });
    fireEvent.keyDown(await field(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(await field(), { key: 'Enter', keyCode: 229 });
    expect(composer().value).toBe('');
    fireEvent.keyDown(await field(), { key: 'Enter' });
    expect(composer().value).not.toBe('');
  });

  it('is named in the language of the page', async () => {
    await speaks('zh-CN');
    pressKey('KeyG');
    expect(await screen.findByRole('button', { name: '赞' })).toBeTruthy();
  });

  it('closes with Escape, back to the composer', async () => {
    pressKey('KeyG');
    await field();
    await stage.user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(composer()));
  });
});
