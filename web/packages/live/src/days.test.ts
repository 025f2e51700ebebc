/** I16: what the server pushed over recorded days leads to the pictures that it gave to fresh clients meanwhile. */

import { expect, it } from 'vitest';
import { apply } from './apply';
import days from './days.gen.json?raw';
import { pictureOf } from './picture';
import type { Changes, Snapshot } from './wire';

type Day = {
  readonly start: Snapshot;
  readonly steps: readonly { readonly pushed: readonly Changes[]; readonly fresh: Snapshot }[];
};

const { members }: { readonly members: readonly Day[] } = JSON.parse(days);

it.each(members)('i16 an agent at the Workspace sees day $# as a fresh page would', day => {
  let picture = pictureOf(day.start);
  for (const { pushed, fresh } of day.steps) {
    picture = pushed.reduce(apply, picture);
    // Where the journal stands is not of the picture: not every entry changes one.
    expect({ ...picture, seq: fresh.seq }).toEqual(pictureOf(fresh));
  }
  expect(day.steps.length).toBeGreaterThan(0);
});
