/** The order of keys, their pauses, and what becomes of those that cannot go. */

import type { MemberCommand } from '@rapport/live/wire';
import { describe, expect, it } from 'vitest';
import { KeyLine, type KeyLineState, keysIn, PAUSE_MS } from './key-line';

type Asked = { readonly what: string; readonly done: (worked: boolean) => void };

/** A line whose answers and pauses are over when the test says so. */
function line(isAnswered = true) {
  const asked: Asked[] = [];
  let shown: KeyLineState = { sent: '', waiting: '' };
  const ask = (what: string) =>
    new Promise<boolean>(done => {
      asked.push({ what, done });
    });
  const own = new KeyLine('c1', {
    give: (command: MemberCommand) => ask(command.command === 'send-keys' ? command.keys : '?'),
    wait: async ms => {
      await ask(`wait ${ms}`);
    },
    show: state => {
      shown = state;
    },
  });
  if (isAnswered) own.answered();
  const over = async (worked = true) => {
    asked.at(-1)?.done(worked);
    await new Promise(done => setTimeout(done));
  };
  return { own, over, asked: () => asked.map(({ what }) => what), shown: () => shown };
}

describe('keys on their way', () => {
  it('vc21_go_one_after_the_other_and_what_waits_goes_together', async () => {
    const { own, over, asked, shown } = line();
    for (const key of '123') own.press(key);
    expect(asked()).toEqual(['1']);
    expect(shown()).toEqual({ sent: '', waiting: '123' });
    await over();
    expect(asked()).toEqual(['1', '23']);
    expect(shown()).toEqual({ sent: '1', waiting: '23' });
    await over();
    expect(shown()).toEqual({ sent: '123', waiting: '' });
    own.press('#');
    expect(asked()).toEqual(['1', '23', '#']);
  });

  it('vc21_a_comma_lets_two_seconds_pass', async () => {
    const { own, over, asked, shown } = line();
    own.press('12,,3');
    const wait = `wait ${PAUSE_MS}`;
    for (const all of [['12'], ['12', wait], ['12', wait, wait], ['12', wait, wait, '3']]) {
      expect(asked()).toEqual(all);
      await over();
    }
    expect(shown()).toEqual({ sent: '12,,3', waiting: '' });
  });

  it('sends no more at once than the server takes', async () => {
    const { own, over, asked } = line();
    own.press('1'.repeat(40));
    await over();
    expect(asked().map(keys => keys.length)).toEqual([32, 8]);
  });

  it('forgets what a refusal leaves, and can go on', async () => {
    const { own, over, asked, shown } = line();
    own.press('12,3');
    await over(false);
    expect(shown()).toEqual({ sent: '', waiting: '' });
    own.press('4');
    expect(asked()).toEqual(['12', '4']);
  });

  it('vc21_wait_for_the_answer_and_go_in_their_order', async () => {
    const { own, over, asked, shown } = line(false);
    own.press('12,');
    own.press('3');
    await over();
    expect(asked()).toEqual([]);
    expect(shown()).toEqual({ sent: '', waiting: '12,3' });
    own.answered();
    for (const all of [['12'], ['12', `wait ${PAUSE_MS}`], ['12', `wait ${PAUSE_MS}`, '3']]) {
      expect(asked()).toEqual(all);
      await over();
    }
    expect(shown()).toEqual({ sent: '12,3', waiting: '' });
  });

  it('sends nothing more once it is closed', async () => {
    const { own, over, asked } = line();
    own.press('1,2');
    await over();
    own.close();
    await over();
    expect(asked()).toEqual(['1', `wait ${PAUSE_MS}`]);
  });
});

describe('what is pasted', () => {
  it.each([
    ['1234 5678', '12345678'],
    ['(12) 3-4#', '1234#'],
    ['12,,3*', '12,,3*'],
    ['9a', '9A'],
    ['call 12', undefined],
    ['+49', undefined],
    ['', undefined],
  ])('%s', (text, keys) => expect(keysIn(text)).toBe(keys));
});
