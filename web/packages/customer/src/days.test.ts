/** I16: what the server pushed over recorded days leads to the pictures that it gave to fresh pages meanwhile. */

import { expect, it } from 'vitest';
import days from '../../live/src/days.gen.json?raw';
import { EMPTY, fold, fromSnapshot, type Picture, running } from './picture';
import { readFrame } from './read-frame';

type Day = {
  readonly start: object;
  readonly steps: readonly { readonly pushed: readonly object[]; readonly fresh: object }[];
};

const { customers }: { readonly customers: readonly Day[] } = JSON.parse(days);

it.each(customers)('i16 a customer sees day $# as a fresh page would', day => {
  let picture = taken(EMPTY, 'snapshot', day.start);
  for (const { pushed, fresh } of day.steps) {
    for (const changes of pushed) picture = taken(picture, 'changes', changes);
    expect(whatIsOn(picture)).toEqual(whatIsOn(taken(EMPTY, 'snapshot', fresh)));
  }
  expect(day.steps.length).toBeGreaterThan(0);
});

/** As the socket does it: text in, the next picture out. */
function taken(picture: Picture, type: 'snapshot' | 'changes', body: object): Picture {
  const frame = readFrame(JSON.stringify({ type, ...body }));
  if (frame?.type === 'snapshot') return fromSnapshot(frame.snapshot);
  if (frame?.type === 'changes') return fold(picture, frame.changes);
  throw new Error(`cannot be read: ${JSON.stringify(body)}`);
}

/** A page keeps what has ended; this part of the server does not tell a fresh one of it. */
function whatIsOn(picture: Picture) {
  const session = running(picture);
  const call = picture.call?.state === 'ended' ? undefined : picture.call;
  return { session, messages: session ? picture.messages : [], call };
}
