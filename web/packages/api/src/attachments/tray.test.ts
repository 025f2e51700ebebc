/** The files of one message: one after the other, at most so many, and the message waits for all of them. */

import { describe, expect, it, vi } from 'vitest';
import { FakeWay, problem } from './fake-depot';
import { progressOf, Tray } from './tray';
import { stateOf } from './tray-view';

function file(name: string, size = 10): File {
  return new File([new Uint8Array(size)], name, { type: 'text/plain' });
}

const steps = (tray: Tray) => tray.view.chips.map(({ name, step }) => `${name} ${step.at}`);
const settled = (tray: Tray, state: ReturnType<typeof stateOf>) =>
  vi.waitUntil(() => stateOf(tray.view) === state);

describe('dk13 the files of one message', () => {
  it('go up one after the other, and the message waits for the last', async () => {
    const way = new FakeWay();
    let release = () => {};
    way.depot.hold = new Promise(over => {
      release = over;
    });
    const tray = new Tray(way);
    expect(stateOf(tray.view)).toBe('empty');
    tray.add([file('a.txt'), file('b.txt')]);
    await vi.waitUntil(() => tray.view.chips[0]?.step.at === 'reading');
    expect(steps(tray)).toEqual(['a.txt reading', 'b.txt waiting']);
    expect(stateOf(tray.view)).toBe('coming');
    release();
    await settled(tray, 'whole');
    expect(way.depot.asked).toEqual(['announce', 'put file-1 0', 'announce', 'put file-2 0']);
    expect(tray.take().map(({ file: { id } }) => id)).toEqual(['file-1', 'file-2']);
    expect(stateOf(tray.view)).toBe('empty');
  });

  it('are no more than the server says, and it is told how many were left out', async () => {
    const tray = new Tray(new FakeWay());
    tray.add(['a', 'b', 'c', 'd', 'e'].map(name => file(`${name}.txt`)));
    await settled(tray, 'whole');
    expect(steps(tray)).toEqual(['a.txt whole', 'b.txt whole', 'c.txt whole']);
    expect(tray.view.leftOut).toBe(2);
    tray.remove('chip-1');
    expect(tray.view.leftOut).toBe(0);
  });

  it('are refused by the rules of the server before anything is read', async () => {
    const way = new FakeWay();
    const tray = new Tray(way);
    tray.add([file('drawing.svg'), file('huge.PDF', 1_000_001), file('noending')]);
    await vi.waitUntil(() => tray.view.chips.every(({ step }) => step.at === 'refused'));
    const codes = tray.view.chips.map(({ step }) => step.at === 'refused' && step.problem.code);
    expect(codes).toEqual(['attachment-kind', 'attachment-too-large', 'attachment-kind']);
    expect(way.depot.asked).toEqual([]);
  });

  it('are refused by the server where it tells no rules', async () => {
    const way = new FakeWay();
    way.depot.rulesKnown = undefined;
    const kind = problem('attachment-kind', 422);
    way.depot.faults.push({ problem: kind });
    const tray = new Tray(way);
    tray.add([file('drawing.svg')]);
    await settled(tray, 'stuck');
    expect(tray.view.chips[0]?.step).toEqual({ at: 'refused', problem: kind });
    expect(tray.view.news).toBe('chip-1');
  });

  it('hold the message back while one is refused, until it is removed or goes after all', async () => {
    const way = new FakeWay();
    way.depot.faults.push({ problem: problem('attachments-full', 507) });
    const tray = new Tray(way);
    tray.add([file('a.txt'), file('b.txt')]);
    await vi.waitUntil(() => steps(tray).includes('b.txt whole'));
    expect(stateOf(tray.view)).toBe('stuck');
    tray.retry('chip-1');
    await settled(tray, 'whole');
    expect(steps(tray)).toEqual(['a.txt whole', 'b.txt whole']);
  });

  it('stop when they are removed on their way, and the next goes on', async () => {
    const way = new FakeWay();
    let release = () => {};
    way.depot.hold = new Promise(over => {
      release = over;
    });
    const tray = new Tray(way);
    tray.add([file('a.txt'), file('b.txt')]);
    await vi.waitUntil(() => tray.view.chips[0]?.step.at === 'reading');
    tray.remove('chip-1');
    release();
    await settled(tray, 'whole');
    expect(steps(tray)).toEqual(['b.txt whole']);
  });

  it('say how far they are', () => {
    const chip = { id: '1', name: 'a', size: 200, step: { at: 'sending', sent: 50 } } as const;
    expect(progressOf(chip)).toBe(0.25);
    expect(progressOf({ ...chip, step: { at: 'reading' } })).toBe(0);
  });

  it('that were whole before a reload are there again', async () => {
    const tray = new Tray(new FakeWay());
    tray.restore([{ id: 'f', name: 'a.txt', kind: 'text/plain', size: 3 }]);
    expect(stateOf(tray.view)).toBe('whole');
    tray.add([file('b.txt')]);
    await settled(tray, 'whole');
    expect(tray.take().map(({ file: { name } }) => name)).toEqual(['a.txt', 'b.txt']);
  });
});
