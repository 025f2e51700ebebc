/** From an address to what the server is asked. */

import { expect, it } from 'vitest';
import { recordsSearch } from '../../app/search';
import { asked, narrowings } from './record-filter';

const AGENT = '01900000-0000-7000-8000-000000000001';

it('asks for whole days of the calendar on the wall', () => {
  const { from, until } = asked({ from: '2026-11-22', to: '2026-11-22' });
  expect(new Date(from ?? 0).toString()).toContain('Nov 22 2026 00:00:00');
  expect(new Date(until ?? 0).toString()).toContain('Nov 23 2026 00:00:00');
});

it('asks for nothing that is not in the address', () => {
  expect(asked({})).toEqual({});
  expect(asked({ kind: 'chat', agent: AGENT, find: '555' })).toEqual({
    kind: 'chat',
    member: AGENT,
    search: '555',
  });
});

it('believes no address that makes no sense', () => {
  const search = recordsSearch({
    result: 'x',
    from: 'today',
    to: '2026-13-01',
    agent: 7,
    find: '',
  });
  expect(Object.values(search).filter(value => value !== undefined)).toEqual([]);
  const good = { result: 'queue_full', from: '2026-11-22', agent: AGENT, find: '0301' };
  expect(recordsSearch(good)).toMatchObject(good);
});

it('counts a period once', () => {
  expect(narrowings({ kind: 'voice', from: '2026-11-01', to: '2026-11-22', find: '1' })).toBe(2);
});
