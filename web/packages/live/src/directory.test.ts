/** How a directory is kept up to date. */

import { describe, expect, it } from 'vitest';
import { withChanges } from './directory';
import type { ColleagueView, Directory, DirectoryGroup, DirectoryPhone } from './wire';

const colleague = (id: string, over: Partial<ColleagueView> = {}): ColleagueView => ({
  id,
  name: id,
  email: `${id}@demo.example`,
  label: 'available',
  since: 0,
  groups: [],
  sessions: { open: 0, max: 5 },
  ...over,
});
const sales: DirectoryGroup = {
  id: 'g1',
  name: 'Sales',
  kind: 'voice',
  routable: 1,
  members: 2,
  waiting: 0,
};
const desk: DirectoryPhone = { id: 's1', name: 'Desk', extension: '201' };
const before: Directory = {
  colleagues: [colleague('ann'), colleague('bob')],
  groups: [sales],
  phones: [desk],
};

describe('a directory', () => {
  it('has a row replaced in its place, with nothing of the old one left', () => {
    const away = colleague('ann', { label: 'busy', unavailable: 'ringing' });
    const changed = withChanges(before, { colleagues: [away], groups: [] });
    expect(changed.colleagues).toEqual([away, colleague('bob')]);
    const back = withChanges(changed, { colleagues: [colleague('ann')], groups: [] });
    expect(back).toEqual(before);
  });

  it('takes in a row that is new to it', () => {
    const support = { ...sales, id: 'g2', name: 'Support' };
    const changed = withChanges(before, { colleagues: [], groups: [support] });
    expect(changed.groups).toEqual([sales, support]);
  });

  it('vc12_has_the_phone_that_changed', () => {
    const gone: DirectoryPhone = { ...desk, unavailable: 'not-registered' };
    const changed = withChanges(before, { colleagues: [], groups: [], phones: [gone] });
    expect(changed.phones).toEqual([gone]);
    expect(changed.groups).toBe(before.groups);
  });

  it('keeps a list that nothing came for', () => {
    const changed = withChanges(before, { colleagues: [], groups: [{ ...sales, waiting: 3 }] });
    expect(changed.colleagues).toBe(before.colleagues);
    expect(changed.phones).toBe(before.phones);
    expect(changed.groups[0]?.waiting).toBe(3);
    expect(before.groups[0]?.waiting).toBe(0);
  });
});
