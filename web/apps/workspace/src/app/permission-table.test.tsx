/**
 * ST01: every cell of the core's own table, walked through the screen. What a label forbids the server never sends, so a
 * screen can be wrong in what it says of it, in what it offers to do, and in standing in the way of what is allowed.
 */

import type { GroupView, Label, Me, SessionView } from '@rapport/live/wire';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import permissions from '../../../../packages/live/src/permissions.gen.json';
import {
  call,
  colleague,
  group,
  me,
  NOW,
  picture,
  ringing,
  session,
  talking,
} from '../testing/pictures';
import { openWorkspace, pressKey, refusal, type Stage } from '../testing/stage';

const WORDS: Readonly<Record<Label, string>> = {
  available: 'Available',
  busy: 'Busy',
  'on-break': 'On break (Lunch)',
  'in-line': 'In line',
  'after-call-work': 'After-call-work',
  offline: 'Offline',
};
const lunch = { id: 'b1', name: 'Lunch' };
const rows = permissions.map(row => ({ ...row, label: row.label as Label }));

/** Me under that label, as the server would have it. */
function labelled(label: Label): Me {
  return me({
    label,
    ...(label === 'on-break' && { break_reason: lunch }),
    ...(label === 'after-call-work' && {
      acw: { contact: 'c0', since: NOW - 9_000, until: NOW + 21_000 },
    }),
  });
}

function under(label: Label, over: Parameters<typeof picture>[0] = {}) {
  const calls = label === 'in-line' ? [talking()] : [];
  return picture({ me: labelled(label), calls, ...over });
}

const commands = (stage: Stage) => stage.sent('command').map(({ command }) => command);

it('has a row for each label', () =>
  expect(rows.map(({ label }) => label)).toEqual(Object.keys(WORDS)));

describe('calls of the queue', () => {
  it.each(rows)('st01 $label queue calls $queue_calls', async ({ label, queue_calls: cell }) => {
    // In line there is a call to be seen, and no words about the next one.
    await openWorkspace('/voice', under(label, { calls: [] }));
    const comes = await screen.findByText(/The next call of your groups rings here|no call/u);
    expect(comes.textContent).toMatch(cell === 'no' ? /no call/u : /rings here/u);
  });

  it.each(rows.filter(({ queue_calls }) => queue_calls !== 'no'))(
    'st01 $label answers a call of the queue',
    async ({ label }) => answers(label, call(ringing().state)),
  );
});

describe('sessions of the queue', () => {
  it.each(rows)('st01 $label queue sessions $queue_sessions', async row => {
    await openWorkspace('/desk', under(row.label));
    const comes = await screen.findByText(/The next chat of your groups|no chat of the queue/u);
    expect(comes.textContent).toMatch(row.queue_sessions === 'no' ? /no chat/u : /opens here/u);
    if (row.queue_sessions === 'no') expect(comes.textContent).toContain(word(row.label));
  });

  it.each(
    rows.filter(
      ({ queue_sessions: queue, sessions_in: handed }) => queue !== 'no' || handed !== 'no',
    ),
  )('st01 $label takes a session', async ({ label }) => {
    const offer = { ...ringing().state } as unknown as NonNullable<SessionView['offer']>;
    const stage = await openWorkspace(
      '/',
      under(label, { sessions: [session('s1', 'Mia', { offer })] }),
    );
    await stage.user.click(screen.getByRole('button', { name: 'Accept' }));
    expect(commands(stage)).toEqual(['accept']);
  });
});

describe('calls handed over', () => {
  it.each(rows)('st01 $label calls in $calls_in', async ({ label, calls_in: cell }) => {
    const stage = await openWorkspace('/', under('in-line'));
    pressKey('KeyT');
    const bob = colleague('m2', 'Bob Chen', {
      label,
      ...(label === 'on-break' && { break_reason: lunch }),
      ...(cell === 'no' && { unavailable: 'status' }),
    });
    await stage.say({
      type: 'directory',
      colleagues: [bob],
      groups: [group('g1', 'Sales')],
      phones: [],
    });
    await stage.user.click(screen.getByRole('tab', { name: 'Agent' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Transfer' }));
    expect(dialog.getByText(WORDS[label])).toBeTruthy();
    await stage.user.click(dialog.getByRole('radio', { name: 'Bob Chen' }));
    const button = dialog.getByRole('button', { name: 'Transfer' });
    expect(button).toHaveProperty('disabled', cell === 'no');
    if (cell === 'no')
      expect(dialog.getByText(`Bob Chen cannot be rung now: ${WORDS[label]}.`)).toBeTruthy();
  });

  it.each(rows.filter(({ calls_in }) => calls_in !== 'no'))(
    'st01 $label answers a call that is handed over',
    async ({ label }) => {
      const handed = { how: 'transferred', by: { id: 'm2', name: 'Bob Chen' } } as const;
      await answers(label, call({ ...ringing().state, handed } as Parameters<typeof call>[0]));
    },
  );
});

describe('calls out', () => {
  it.each(rows)('st01 $label calls out $calls_out', async ({ label, calls_out: cell }) => {
    const customer = { id: 'p1', name: 'Ada Park', number: '+4930111220' };
    const record = { id: 'r1', kind: 'voice', customer, arrived: NOW, talked: 0 };
    const groups: GroupView[] = [
      {
        id: 'g1',
        name: 'Sales',
        kind: 'voice',
        numbers: [{ id: 'n1', number: '+4930555010' }],
        waiting: 0,
      },
    ];
    const stage = await openWorkspace('/voice', under(label, { groups }), {
      'GET /api/v1/telephone': () => refusal(409, 'invalid-number'),
      'GET /api/v1/records': () => Response.json({ records: [record] }),
    });
    const again = await screen.findByRole('button', { name: 'Call Ada Park again' });
    expect(again).toHaveProperty('disabled', cell === 'no');
    const icon = screen.queryByRole('button', { name: 'Outbound Call' });
    // VC44: who is Offline may call for help, and nobody else.
    const opens = cell !== 'no' || label === 'offline';
    if (opens) expect(icon).toHaveProperty('disabled', false);
    else if (icon) expect(icon).toHaveProperty('disabled', true);
    pressKey('KeyN');
    const pad = screen.queryByRole('dialog', { name: 'Outbound Call' });
    expect(pad !== null).toBe(opens);
    if (pad) {
      await stage.user.type(within(pad).getByLabelText('Number'), '030 111220');
      const button = within(pad).getByRole('button', { name: 'Call' });
      expect(button).toHaveProperty('disabled', cell === 'no');
    }
    expect(commands(stage)).toEqual([]);
  });
});

describe('internal calls', () => {
  it.each(rows)('st01 $label calls a colleague $calls_out', async ({ label, calls_out: cell }) => {
    const stage = await openWorkspace('/', under(label));
    await stage.user.click(screen.getByRole('button', { name: 'Internal Call' }));
    const bob = colleague('m2', 'Bob Chen');
    await stage.say({ type: 'directory', colleagues: [bob], groups: [], phones: [] });
    const button = screen.getByRole('button', { name: 'Call Bob Chen' });
    expect(button).toHaveProperty('disabled', cell === 'no');
    await stage.user.click(button);
    expect(commands(stage)).toEqual(cell === 'no' ? [] : ['call-internally']);
  });

  it.each(rows)('st01 $label is called by a colleague $calls_in', async ({ label, calls_in }) => {
    const stage = await openWorkspace('/', under('available'));
    await stage.user.click(screen.getByRole('button', { name: 'Internal Call' }));
    const no = calls_in === 'no';
    const bob = colleague('m2', 'Bob Chen', { label, ...(no && { unavailable: 'status' }) });
    await stage.say({ type: 'directory', colleagues: [bob], groups: [], phones: [] });
    const button = screen.getByRole('button', { name: 'Call Bob Chen' });
    expect(button).toHaveProperty('disabled', no);
  });
});

describe('the way out', () => {
  it.each(rows)('st01 $label is left $left', async ({ label, left }) => {
    const stage = await openWorkspace('/', under(label));
    await stage.user.click(screen.getByRole('button', { name: /Status and account/u }));
    const choices = screen.queryAllByRole('menuitemradio').map(({ textContent }) => textContent);
    if (left === 'by-online') {
      expect(choices).toEqual([]);
      await stage.user.click(screen.getByRole('menuitem', { name: 'Online' }));
      expect(commands(stage)).toEqual(['go-online']);
      return;
    }
    expect(screen.queryByRole('menuitem', { name: 'Online' })).toBeNull();
    expect(choices).toEqual(['Available', 'Busy', 'Lunch', 'Offline']);
    const other = label === 'busy' ? 'Available' : 'Busy';
    await stage.user.click(screen.getByRole('menuitemradio', { name: other }));
    const reserves = left === 'by-reserving';
    expect(commands(stage)).toEqual([reserves ? 'reserve-status' : 'set-status']);
  });

  it.each(rows)('st01 $label has the two buttons or not', async ({ label, left }) => {
    const stage = await openWorkspace('/', under(label));
    const buttons = ['Continue After-Call Work', 'Back to Reception'];
    const there = buttons.map(name => screen.queryByRole('button', { name }));
    expect(there.map(button => button !== null)).toEqual(
      buttons.map(() => left === 'by-button-or-choice'),
    );
    for (const button of there) if (button) await stage.user.click(button);
    const said = ['continue-after-call-work', 'back-to-reception'];
    expect(commands(stage)).toEqual(left === 'by-button-or-choice' ? said : []);
  });
});

/** Without its reason. */
function word(label: Label): string {
  return WORDS[label].replace(/ \(.*/u, '');
}

async function answers(label: Label, offered: ReturnType<typeof call>): Promise<void> {
  const stage = await openWorkspace('/', under(label, { calls: [offered] }));
  const answer = screen.getByRole('button', { name: 'Answer' });
  expect(answer).toHaveProperty('disabled', false);
  await stage.user.click(answer);
  expect(commands(stage)).toEqual(['accept']);
}
