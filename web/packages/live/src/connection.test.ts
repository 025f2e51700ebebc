/** The connection against a fake socket: order, resume, re-sending, and what ends it. */

import { describe, expect, it } from 'vitest';
import { ANSWER_MS_MAX, HELLO_MS_MAX } from './connection';
import { emptyPicture, FakeServer, ME } from './fake-server';
import type { MemberFrame } from './wire';

const commands = (frames: readonly MemberFrame[]) =>
  frames.filter(({ type }) => type === 'command');

describe('connecting', () => {
  it('opens without resume, and is live with the snapshot', () => {
    const server = new FakeServer();
    server.goLive(emptyPicture(7));
    expect(server.socket.heard).toEqual([{ type: 'open', protocol: 1 }]);
    expect(server.picture?.seq).toBe(7);
    expect(server.link).toBe('live');
  });

  it('is not live before the first snapshot', () => {
    const server = new FakeServer();
    server.connection.start();
    server.greet(7);
    expect(server.link).toBeUndefined();
  });

  it('gives up a socket that never greets', () => {
    const server = new FakeServer();
    server.connection.start();
    server.pass(HELLO_MS_MAX);
    expect(server.link).toBe('lost');
  });

  it('ends where the server speaks another protocol', () => {
    const server = new FakeServer();
    server.connection.start();
    // The contract's type knows this version only; a server of another one does not.
    const hello = { type: 'hello', protocol: 2 as number as 1, now: 0, seq: 0 } as const;
    server.say(hello);
    expect(server.link).toBe('outdated');
    server.pass(120_000);
    expect(server.sockets).toHaveLength(1);
  });
});

describe('after a loss', () => {
  it('resumes with the last seq folded in', () => {
    const server = new FakeServer();
    server.goLive(emptyPicture(7));
    server.say({ type: 'changes', seq: 12, changes: [] });
    server.socket.break();
    server.pass(500);
    server.greet(12);
    expect(server.socket.heard[0]).toEqual({
      type: 'open',
      protocol: 1,
      resume: 12,
      application: 'demo',
    });
    expect(server.link).toBe('live');
  });

  it('ac05: ends when the member works in another application, told or found out', async () => {
    const told = new FakeServer();
    told.goLive();
    told.say({ type: 'moved' });
    expect(told.link).toBe('moved');

    const foundOut = new FakeServer();
    foundOut.goLive();
    foundOut.socket.break();
    const answer = foundOut.connection.send({ command: 'go-online' });
    foundOut.pass(500);
    foundOut.greet(3, 'another');
    expect(foundOut.link).toBe('moved');
    expect(foundOut.socket.heard).toHaveLength(1);
    await answer;
    foundOut.pass(60_000);
    expect(foundOut.sockets).toHaveLength(2);
  });

  it('folds in what it missed, and only that', () => {
    const server = new FakeServer();
    server.goLive(emptyPicture(7));
    server.socket.break();
    server.pass(500);
    server.greet(9);
    server.say({ type: 'changes', seq: 6, changes: [{ change: 'me', ...ME, label: 'busy' }] });
    expect(server.picture?.me.label).toBe('available');
    server.say({ type: 'changes', seq: 9, changes: [{ change: 'me', ...ME, label: 'on-break' }] });
    expect(server.picture?.me.label).toBe('on-break');
  });

  it('doubles the wait up to 30 s and begins anew once live', () => {
    const server = new FakeServer();
    server.goLive();
    server.socket.break();
    for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = server.sockets.length;
      server.pass(wait - 1);
      expect(server.sockets).toHaveLength(before);
      server.pass(1);
      expect(server.sockets).toHaveLength(before + 1);
      server.socket.break();
    }
    server.pass(30_000);
    server.greet(10);
    server.socket.break();
    const before = server.sockets.length;
    server.pass(500);
    expect(server.sockets).toHaveLength(before + 1);
  });

  it('remembers since when it is lost over several attempts', () => {
    const server = new FakeServer();
    server.goLive();
    const since = server.now;
    server.socket.break();
    server.pass(500);
    server.socket.break();
    expect(server.links.at(-1)).toMatchObject({ state: 'lost', since });
  });

  it('tries at once when asked to', () => {
    const server = new FakeServer();
    server.goLive();
    server.socket.break();
    server.connection.retryNow();
    expect(server.sockets).toHaveLength(2);
  });

  it('hears nothing from a socket it has left', () => {
    const server = new FakeServer();
    server.goLive();
    const [old] = server.sockets;
    server.connection.networkLost();
    old?.hear({ type: 'logged-out' });
    old?.break();
    expect(server.link).toBe('lost');
    server.pass(500);
    expect(server.sockets).toHaveLength(2);
  });
});

describe('commands', () => {
  it('resolve with their own answer, in whatever order it comes', async () => {
    const server = new FakeServer();
    server.goLive();
    const first = server.connection.send({ command: 'go-online' });
    const second = server.connection.send({ command: 'back-to-reception' });
    server.say({ type: 'answer', cmd_id: 'cmd-2' });
    server.say({
      type: 'answer',
      cmd_id: 'cmd-1',
      problem: { code: 'in-line', title: 'You are in a call', status: 409 },
    });
    expect((await second).problem).toBeUndefined();
    expect((await first).problem?.code).toBe('in-line');
  });

  it('are sent again exactly once per new socket, with the same cmd_id and in order', async () => {
    const server = new FakeServer();
    server.goLive();
    const lost = server.connection.send({ command: 'hold', contact: 'a' });
    const answered = server.connection.send({ command: 'mute', contact: 'a' });
    server.say({ type: 'answer', cmd_id: 'cmd-2' });
    await answered;
    server.socket.break();
    void server.connection.send({
      command: 'send-message',
      contact: 's',
      message: 'x',
      text: 'Hi',
    });
    server.pass(500);
    expect(server.socket.heard).toEqual([]);
    server.greet(10);
    server.say({ type: 'changes', seq: 11, changes: [] });
    expect(commands(server.socket.heard)).toEqual([
      { type: 'command', cmd_id: 'cmd-1', command: 'hold', contact: 'a' },
      {
        type: 'command',
        cmd_id: 'cmd-3',
        command: 'send-message',
        contact: 's',
        message: 'x',
        text: 'Hi',
      },
    ]);
    server.say({ type: 'answer', cmd_id: 'cmd-1' });
    expect(await lost).toEqual({ type: 'answer', cmd_id: 'cmd-1' });
    server.socket.break();
    server.pass(500);
    server.greet(11);
    expect(commands(server.socket.heard)).toHaveLength(1);
  });

  it('leave a socket on which nothing is answered', () => {
    const server = new FakeServer();
    server.goLive();
    void server.connection.send({ command: 'go-online' });
    server.pass(ANSWER_MS_MAX - 1);
    expect(server.link).toBe('live');
    server.pass(1);
    expect(server.link).toBe('lost');
    expect(server.socket.closed).toBe(true);
  });

  it('do not blame a socket that answers the oldest in time', () => {
    const server = new FakeServer();
    server.goLive();
    void server.connection.send({ command: 'go-online' });
    server.pass(ANSWER_MS_MAX / 2);
    server.say({ type: 'answer', cmd_id: 'cmd-1' });
    server.pass(ANSWER_MS_MAX * 3);
    expect(server.link).toBe('live');
  });

  it('are answered for by the connection when the login ends', async () => {
    const server = new FakeServer();
    server.goLive();
    const answer = server.connection.send({ command: 'go-online' });
    server.say({ type: 'logged-out' });
    expect((await answer).problem?.code).toBe('logged-out');
    expect(server.link).toBe('logged-out');
    server.pass(60_000);
    expect(server.sockets).toHaveLength(1);
  });
});

describe('time and resync', () => {
  it('st12_tells_the_servers_time_not_the_machines', () => {
    const server = new FakeServer();
    server.connection.start();
    server.socket.open();
    server.say({ type: 'hello', protocol: 1, now: 5_000_000, seq: 1 });
    server.now += 250;
    expect(server.connection.clock.now()).toBe(5_000_250);
  });

  it('takes a fresh picture on a new socket after resync', () => {
    const server = new FakeServer();
    server.goLive(emptyPicture(7));
    server.say({ type: 'resync' });
    server.pass(500);
    server.greet(90);
    expect(server.socket.heard).toEqual([{ type: 'open', protocol: 1 }]);
    expect(server.link).toBe('lost');
    server.say({ type: 'snapshot', ...emptyPicture(90) });
    expect(server.link).toBe('live');
    expect(server.picture?.seq).toBe(90);
  });
});
