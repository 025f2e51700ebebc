/**
 * What a browser keeps: two tabs beside each other, and storage that is blocked.
 */

import { describe, expect, it } from 'vitest';
import { forgetfulShelf } from './forgetful-shelf';
import { Keepsake, type Shelf } from './keepsake';
import { compose, type Outbox, sent } from './outbox';

function outboxOf(...messages: string[]): Outbox {
  return messages.reduce<Outbox>(
    (outbox, message, at) =>
      compose(outbox, `text of ${message}`, { message, cmdId: `c-${message}`, contact: 's' }, at),
    [],
  );
}

describe('keepsake', () => {
  it("does not lose another tab's messages", () => {
    const shelf = forgetfulShelf();
    const [one, other] = [new Keepsake(shelf, 'k'), new Keepsake(shelf, 'k')];
    one.keepUnsent([], outboxOf('a'));
    other.keepUnsent([], outboxOf('b'));
    expect(one.unsent.map(entry => entry.message).sort()).toEqual(['a', 'b']);
    one.keepUnsent(outboxOf('a'), []);
    expect(other.unsent.map(entry => entry.message)).toEqual(['b']);
  });

  it('dk13 brings a message back as queued, with the ids it had', () => {
    const keepsake = new Keepsake(forgetfulShelf(), 'k');
    const before = outboxOf('a');
    keepsake.keepUnsent([], before);
    keepsake.keepUnsent(before, sent(before, 'a'));
    expect(keepsake.unsent).toEqual(before);
  });

  it('forgets the refused token only, not a newer one', () => {
    const keepsake = new Keepsake(forgetfulShelf(), 'k');
    keepsake.keepToken('new');
    keepsake.forgetToken('old');
    expect(keepsake.token).toBe('new');
    keepsake.forgetToken('new');
    expect(keepsake.token).toBeUndefined();
  });

  it('keeps widgets of different keys apart', () => {
    const shelf = forgetfulShelf();
    new Keepsake(shelf, 'k').keepToken('t');
    expect(new Keepsake(shelf, 'other').token).toBeUndefined();
    expect(new Keepsake(shelf, 'k').unsentMessage('rapport.k.unsent.m1')).toBe('m1');
    expect(new Keepsake(shelf, 'k').unsentMessage('rapport.other.unsent.m1')).toBeUndefined();
  });

  it('lives with storage that throws', () => {
    const refuse = () => {
      throw new Error('blocked');
    };
    const shelf: Shelf = {
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
      key: refuse,
      get length(): number {
        return refuse();
      },
    };
    const keepsake = new Keepsake(shelf, 'k');
    keepsake.keepToken('t');
    keepsake.keepUnsent([], outboxOf('a'));
    expect(keepsake.token).toBeUndefined();
    expect(keepsake.unsent).toEqual([]);
  });
});
