/** Who is found, and in which order. */

import { describe, expect, it } from 'vitest';
import { directory } from '../testing/pictures';
import { agentTargets, groupTargets, membersOf } from './targets';

const groups = (find: string) => groupTargets(directory(), find).map(({ name }) => name);
const agents = (find: string) => agentTargets(directory(), 'm1', find).map(({ name }) => name);

describe('groups', () => {
  it('vc10_are_those_of_calls_by_name', () => expect(groups('')).toEqual(['Sales', 'Workshop']));

  it('are found by any part of the name', () => expect(groups('SHOP')).toEqual(['Workshop']));

  it('vc10_have_members_and_I_am_not_told_of_myself', () => {
    expect(membersOf(directory(), 'g1', 'm1').map(({ name }) => name)).toEqual(['Bob Chen']);
  });
});

describe('agents', () => {
  it('vc11_are_all_but_me_whether_they_can_be_rung_or_not', () =>
    expect(agents('')).toEqual(['Bob Chen', 'Zoë Dahl']));

  it('are found without accents, by words in any order, and by their group', () => {
    expect(agents('zoe')).toEqual(['Zoë Dahl']);
    expect(agents(' dahl  Z ')).toEqual(['Zoë Dahl']);
    expect(agents('workshop')).toEqual(['Zoë Dahl']);
    expect(agents('bob workshop')).toEqual([]);
  });
});
