/** The law of the picture: folding changes leads where a fresh snapshot would be. */

import { describe, expect, it } from 'vitest';
import { apply } from './apply';
import { emptyPicture as emptySnapshot, ME } from './fake-server';
import { type Picture, pictureOf } from './picture';
import type { CallView, Change, Changes, MessageView, SessionView, Snapshot } from './wire';

const emptyPicture = (seq = 10): Picture => pictureOf(emptySnapshot(seq));
const group = { id: 'g1', name: 'Sales' };
const call = (id: string): CallView => ({
  id,
  customer: { id: 'c1', name: 'Ada Park' },
  direction: 'inbound',
  dialled: '400 100',
  group,
  arrived: 1,
  state: { state: 'connecting' },
  recording: 'off',
});
const session = (id: string): SessionView => ({
  id,
  customer: { id: 'c2', name: 'Bo' },
  group,
  channel: 'Web',
  arrived: 1,
});
const message = (contact: string, sequence: number): MessageView => ({
  contact,
  id: `${contact}-${sequence}`,
  sequence,
  author: { author: 'customer' },
  text: 'Hello',
  at: 1,
});

describe('apply', () => {
  it('replaces a view of the same id and keeps the others', () => {
    const picture = { ...emptyPicture(), calls: [call('a'), call('b')] };
    const talking = { ...call('a'), state: { state: 'talking', since: 5, muted: true } as const };
    const after = apply(picture, { seq: 11, changes: [{ change: 'call', ...talking }] });
    expect(after.calls).toEqual([talking, call('b')]);
    expect(after.seq).toBe(11);
  });

  it('keeps calls and sessions in order of id', () => {
    const picture = { ...emptyPicture(), sessions: [session('b')] };
    const after = apply(picture, { seq: 11, changes: [{ change: 'session', ...session('a') }] });
    expect(after.sessions.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('dk13_a_message_is_added_once_and_in_sequence', () => {
    const changes = [message('s', 2), message('s', 1), message('s', 2)].map(
      one => ({ change: 'message', ...one }) as const,
    );
    const after = apply(emptyPicture(), { seq: 11, changes });
    expect(after.messages.get('s')?.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('takes the messages away with their contact', () => {
    const picture = pictureOf({
      ...emptySnapshot(),
      sessions: [session('s'), session('t')],
      messages: [message('s', 1), message('t', 1)],
    });
    const after = apply(picture, {
      seq: 11,
      changes: [{ change: 'contact-gone', contact: 's', why: 'ended' }],
    });
    expect(after.sessions).toEqual([session('t')]);
    expect(after.messages).toEqual(new Map([['t', [message('t', 1)]]]));
  });

  it('drops what a view no longer says', () => {
    const picture = { ...emptyPicture(), me: { ...ME, next: { to: 'busy' } as const } };
    const after = apply(picture, { seq: 11, changes: [{ change: 'me', ...ME }] });
    expect(after.me).toEqual(ME);
  });

  it('ignores changes older than the picture', () => {
    const picture = emptyPicture(10);
    const old = { seq: 9, changes: [{ change: 'me', ...ME, label: 'busy' } as const] };
    expect(apply(picture, old)).toBe(picture);
  });
});

const CONTACTS = ['s', 't', 'u', 'v'];

/** Numbers below `end`, the same for the same seed. */
function dice(seed: number): (end: number) => number {
  let state = seed;
  return end => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** A server: what it holds, and what it says of it. Its snapshots are made anew from what it holds. */
class Desk {
  readonly #sessions = new Map<string, SessionView>();
  readonly #messages = new Map<string, MessageView[]>();
  #seq = 10;

  snapshot(): Snapshot {
    const order = [...this.#sessions.keys()].sort();
    return {
      ...emptySnapshot(this.#seq),
      sessions: order.flatMap(id => this.#sessions.get(id) ?? []),
      messages: [...this.#messages.keys()].sort().flatMap(id => this.#messages.get(id) ?? []),
    };
  }

  says(roll: (end: number) => number): Changes {
    this.#seq += 1;
    return { seq: this.#seq, changes: Array.from({ length: 1 + roll(3) }, () => this.#one(roll)) };
  }

  #one(roll: (end: number) => number): Change {
    const contact = CONTACTS[roll(CONTACTS.length)] ?? 's';
    const what = roll(10);
    if (what === 0) {
      this.#sessions.delete(contact);
      this.#messages.delete(contact);
      return { change: 'contact-gone', contact, why: 'ended' };
    }
    if (what < 4 || !this.#sessions.has(contact)) {
      const view = { ...session(contact), arrived: roll(1000) };
      this.#sessions.set(contact, view);
      return { change: 'session', ...view };
    }
    const said = this.#messages.get(contact) ?? [];
    const again = what === 4 ? said[roll(said.length)] : undefined;
    if (again) return { change: 'message', ...again };
    const next = message(contact, said.length + 1);
    this.#messages.set(contact, [...said, next]);
    return { change: 'message', ...next };
  }
}

describe('over days made by chance', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);

  it.each(seeds)('i16 the picture of day %i is that of a fresh page', seed => {
    const roll = dice(seed);
    const desk = new Desk();
    let picture = pictureOf(desk.snapshot());
    for (let step = 0; step < 100; step += 1) {
      picture = apply(picture, desk.says(roll));
      expect(picture).toEqual(pictureOf(desk.snapshot()));
    }
  });

  it.each(seeds)('what was not named on day %i stays the same object', seed => {
    const roll = dice(seed);
    const desk = new Desk();
    let picture = pictureOf(desk.snapshot());
    for (let step = 0; step < 100; step += 1) {
      const before = picture;
      const pushed = desk.says(roll);
      picture = apply(before, pushed);
      const named = (id: string, ...kinds: Change['change'][]) =>
        pushed.changes.some(change => kinds.includes(change.change) && about(change) === id);
      for (const id of CONTACTS) {
        if (!named(id, 'session', 'contact-gone')) {
          expect(view(picture, id)).toBe(view(before, id));
        }
        if (!named(id, 'message', 'contact-gone')) {
          expect(picture.messages.get(id)).toBe(before.messages.get(id));
        }
      }
    }
  });

  const view = ({ sessions }: Picture, id: string) => sessions.find(each => each.id === id);
  const about = (change: Change) =>
    change.change === 'session' ? change.id : 'contact' in change ? change.contact : undefined;
});

describe('a message that comes out of turn', () => {
  it.each([0, 1, 2, 3, 4, 5])('dk13 finds its place, order %i', seed => {
    const roll = dice(seed);
    const left = Array.from({ length: 20 }, (_, nth) => message('s', nth + 1));
    const whole = pictureOf({ ...emptySnapshot(11), messages: [...left] });
    let picture = emptyPicture();
    while (left.length > 0) {
      const [one] = left.splice(roll(left.length), 1);
      if (one) picture = apply(picture, { seq: 11, changes: [{ change: 'message', ...one }] });
    }
    expect(picture).toEqual(whole);
  });
});
