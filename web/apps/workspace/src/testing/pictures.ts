/** Pictures for tests: an agent, a call, a session and colleagues in the states that matter. */

import type {
  CallState,
  CallView,
  ColleagueView,
  ConsultView,
  Directory,
  DirectoryGroup,
  Me,
  MessageView,
  MyLogin,
  SessionView,
  Snapshot,
  TalkView,
} from '@rapport/live/wire';

export const NOW = 1_800_000_000_000;

const myself: Me['myself'] = {
  id: 'm1',
  name: 'Ann Berg',
  email: 'ann@demo.example',
  roles: ['agent'],
  application: 'Fern & Oak',
};

/** Works in one application unless said otherwise. */
export function myLogin(over: Partial<MyLogin> = {}): MyLogin {
  const { id, name, email, roles, application } = myself;
  const one = { id: 'a1', name: application, roles, chosen: true, last: true };
  return { id, name, email, roles, application, applications: [one], ...over };
}

export function me(over: Partial<Me> = {}): Me {
  return {
    myself,
    label: 'available',
    since: NOW - 60_000,
    audio: true,
    sessions_open: 0,
    sessions_max: 5,
    ...over,
  };
}

export function picture(over: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 10,
    me: me(),
    calls: [],
    sessions: [],
    messages: [],
    groups: [{ id: 'g2', name: 'Chat desk', kind: 'chat', numbers: [], waiting: 0 }],
    break_reasons: [{ id: 'b1', name: 'Lunch' }],
    ...over,
  };
}

export function call(state: CallState): CallView {
  return {
    id: 'c1',
    customer: { id: 'p1', name: 'Ada Park', number: '+49 30 5550 1234' },
    direction: 'inbound',
    dialled: '+49 30 555010',
    group: { id: 'g1', name: 'Sales' },
    arrived: NOW - 30_000,
    state,
    recording: 'off',
  };
}

export function ringing(fence = 3, mayDecline = true): CallView {
  return call({
    state: 'ringing',
    fence,
    made: NOW,
    deadline: NOW + 20_000,
    waited: 30_000,
    may_decline: mayDecline,
  });
}

export function talking(over: Partial<TalkView> = {}): CallView {
  return call({ state: 'talking', since: NOW - 10_000, muted: false, ...over });
}

/** VC30: with Bob Chen. */
export function internal(state: CallState): CallView {
  return {
    id: 'c1',
    colleague: { id: 'm2', name: 'Bob Chen' },
    direction: 'internal',
    dialled: '',
    arrived: NOW - 4_000,
    state,
    recording: 'off',
  };
}

/** A talk in which Bob Chen is asked (VC15). */
export function consulting(
  over: Partial<ConsultView> = {},
  talk: Partial<TalkView> = {},
): CallView {
  const consult: ConsultView = {
    asked: { kind: 'colleague', id: 'm2', name: 'Bob Chen' },
    state: 'talking',
    since: NOW - 4_000,
    with: 'consultant',
    muted: false,
    ...over,
  };
  return { ...talking(talk), consult };
}

/** A talk in which a number outside is asked (VC15). */
export function consultingOutside(
  over: Partial<ConsultView> = {},
  talk: Partial<TalkView> = {},
): CallView {
  const asked = { kind: 'outside', id: 'x1', name: '+4930111220' } as const;
  return consulting({ asked, ...over }, talk);
}

/** The same on the screen of the one who is asked, me. */
export function consulted(over: Partial<ConsultView> = {}, talk: Partial<TalkView> = {}): CallView {
  const asked = { kind: 'colleague', id: myself.id, name: myself.name } as const;
  return { ...consulting({ asked, ...over }, talk), consulted_by: { id: 'm2', name: 'Bob Chen' } };
}

export function colleague(
  id: string,
  name: string,
  over: Partial<ColleagueView> = {},
): ColleagueView {
  const email = `${name.split(' ')[0]?.toLowerCase()}@demo.example`;
  const sessions = { open: 1, max: 5 };
  const since = NOW - 65_000;
  return { id, name, email, label: 'available', since, groups: ['g1'], sessions, ...over };
}

export function group(
  id: string,
  name: string,
  over: Partial<DirectoryGroup> = {},
): DirectoryGroup {
  return { id, name, kind: 'voice', routable: 1, members: 2, waiting: 0, ...over };
}

/** Two groups of calls and one of chats; me, somebody who is free, and somebody who is not; a phone that is free, one that is gone, one of somebody's. */
export function directory(): Directory {
  return {
    colleagues: [
      colleague('m1', 'Ann Berg', { label: 'in-line', unavailable: 'status' }),
      colleague('m3', 'Zoë Dahl', { label: 'busy', groups: ['g3'] }),
      colleague('m2', 'Bob Chen', {
        label: 'on-break',
        break_reason: { id: 'b1', name: 'Lunch' },
        unavailable: 'status',
      }),
    ],
    groups: [
      group('g3', 'Workshop', { routable: 0, members: 1, waiting: 2, longest_since: NOW - 95_000 }),
      group('g2', 'Chat desk', { kind: 'chat' }),
      group('g1', 'Sales'),
    ],
    phones: [
      { id: 's2', name: 'Workshop', extension: '202', unavailable: 'not-registered' },
      { id: 's1', name: 'Front desk', extension: '201' },
      { id: 's3', name: '', extension: '203', member: 'm2', unavailable: 'member' },
    ],
  };
}

export function session(id: string, name: string, over: Partial<SessionView> = {}): SessionView {
  return {
    id,
    customer: { id: `p-${id}`, name },
    group: { id: 'g2', name: 'Chat desk' },
    channel: 'Shop',
    arrived: NOW - 90_000,
    since: NOW - 80_000,
    ...over,
  };
}

export function fromCustomer(contact: string, sequence: number, text: string): MessageView {
  return {
    contact,
    id: `${contact}-${sequence}`,
    sequence,
    author: { author: 'customer' },
    text,
    at: NOW - 60_000 + sequence,
  };
}
