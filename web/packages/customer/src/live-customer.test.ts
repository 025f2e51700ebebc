/**
 * A customer over a socket that breaks: what is sent, what is sent again, and under which ids.
 */

import { describe, expect, it } from 'vitest';
import { FakeWorld } from './fake-world';
import { LiveCustomer } from './live-customer';

const open = { session: { id: 's1', state: { state: 'open', agent: 'Li' } } };

async function connected(snapshot: object = open, world = new FakeWorld()) {
  world.keepsake.keepToken('token-0');
  const customer = new LiveCustomer(world);
  customer.resume();
  await world.pass();
  world.socket.welcome(snapshot);
  return { world, customer };
}

function texts(customer: LiveCustomer): string[] {
  const { picture, outbox } = customer.view;
  return [...picture.messages, ...outbox].map(message => message.text);
}

function message(id: string, sequence: number, text: string) {
  return { change: 'message', id, sequence, author: { author: 'you' }, text, at: sequence };
}

describe('what a live customer says', () => {
  it('does not connect and takes no token before something is said', async () => {
    const world = new FakeWorld();
    new LiveCustomer(world).resume();
    await world.pass();
    expect(world.sockets).toHaveLength(0);
    expect(world.tokensGiven).toBe(0);
  });

  it('dk14 opens a session with the first message and says the others into it', async () => {
    const world = new FakeWorld();
    const customer = new LiveCustomer(world);
    customer.say('Hello');
    customer.say('Are you there?');
    await world.pass();
    world.socket.welcome();
    expect(world.socket.sent[0]).toEqual({
      type: 'open',
      protocol: 1,
      key: 'site-1',
      token: 'token-1',
      page: 'https://shop.example',
    });
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'Hello' }]);
    world.socket.say({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', id: 's1', state: { state: 'waiting', place: 1 } }],
    });
    expect(world.socket.commands).toMatchObject([
      { command: 'start', text: 'Hello' },
      { command: 'say', text: 'Are you there?' },
    ]);
  });

  it('dk13 sends an unanswered message again under the same message id and command id', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const [firstTry] = world.socket.commands;
    world.socket.events.closed();
    await world.pass(500);
    world.socket.welcome(open);
    expect(world.sockets).toHaveLength(2);
    expect(world.socket.commands).toEqual([firstTry]);
  });

  it('dk13 does not send again what the snapshot holds', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const [asked] = world.socket.commands;
    const id = asked && 'message' in asked ? asked.message : '';
    world.socket.events.closed();
    await world.pass(500);
    const { change: _, ...stored } = message(id, 1, 'Hello');
    world.socket.welcome({ ...open, messages: [stored] });
    expect(world.socket.commands).toEqual([]);
    expect(texts(customer)).toEqual(['Hello']);
  });

  it('dk13 shows one bubble whether the answer or the change comes first', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const { message: id, cmdId } = customer.view.outbox[0] ?? { message: '', cmdId: '' };
    world.socket.say({ type: 'answer', cmd_id: cmdId });
    expect(customer.view.outbox[0]?.stage).toBe('accepted');
    world.socket.say({ type: 'changes', seq: 2, changes: [message(id, 1, 'Hello')] });
    expect(texts(customer)).toEqual(['Hello']);

    customer.say('Again');
    const next = customer.view.outbox[0] ?? { message: '', cmdId: '' };
    world.socket.say({ type: 'changes', seq: 3, changes: [message(next.message, 2, 'Again')] });
    world.socket.say({ type: 'answer', cmd_id: next.cmdId });
    expect(texts(customer)).toEqual(['Hello', 'Again']);
  });

  it('keeps unsent messages over a reload and sends them under their old ids', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const [firstTry] = world.socket.commands;
    const reloaded = new FakeWorld(world.shelf);
    await connected(open, reloaded);
    expect(reloaded.socket.commands).toEqual([firstTry]);
  });

  it('keeps a refused message with its reason until it is retried', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const { message: id, cmdId } = customer.view.outbox[0] ?? { message: '', cmdId: '' };
    const problem = { code: 'too-many-messages', title: 'Too many messages.', status: 429 };
    world.socket.say({ type: 'answer', cmd_id: cmdId, problem });
    expect(customer.view.outbox[0]).toMatchObject({ stage: 'failed', problem });
    customer.retry(id);
    expect(world.socket.commands).toHaveLength(2);
    expect(world.socket.commands[1]).toEqual(world.socket.commands[0]);
  });

  it('f09 keeps a message on its way while the server cannot save', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    const { cmdId } = customer.view.outbox[0] ?? { cmdId: '' };
    const problem = { code: 'store-unavailable', title: 'Cannot save.', status: 503 };
    world.socket.say({ type: 'answer', cmd_id: cmdId, problem });
    expect(customer.view.outbox[0]?.stage).toBe('queued');
    await world.pass(2000);
    expect(world.socket.commands).toHaveLength(2);
    expect(world.socket.commands[1]).toEqual(world.socket.commands[0]);
  });

  it('f58 opens a new session with a message that came after the end', async () => {
    const { world, customer } = await connected();
    world.socket.say({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', id: 's1', state: { state: 'ended', why: 'timeout' } }],
    });
    customer.say('One more thing');
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'One more thing' }]);
  });

  it('f57 shows what another tab of the same customer said', async () => {
    const { world, customer } = await connected();
    world.socket.say({ type: 'changes', seq: 2, changes: [message('other', 1, 'From tab two')] });
    expect(texts(customer)).toEqual(['From tab two']);
  });
});

describe('the connection of a live customer', () => {
  it('starts over when a command stays unanswered for ten seconds', async () => {
    const { world, customer } = await connected();
    customer.say('Hello');
    await world.pass(10_000);
    expect(world.socket.closed).toBe(true);
    await world.pass(500);
    expect(world.sockets).toHaveLength(2);
  });

  it('tells since when it is without connection and stops telling once live', async () => {
    const { world, customer } = await connected();
    await world.pass(1000);
    world.socket.events.closed();
    expect(customer.view).toMatchObject({ line: { at: 'resting' }, downSince: 1000 });
    await world.pass(500);
    world.socket.events.closed();
    expect(customer.view.downSince).toBe(1000);
    await world.pass(1000);
    world.socket.welcome(open);
    expect(customer.view).toMatchObject({ line: { at: 'live' }, downSince: undefined });
  });

  it('answers an act as lost when the connection breaks first', async () => {
    const { world, customer } = await connected();
    const outcome = customer.act({ command: 'end' });
    world.socket.events.closed();
    await expect(outcome).resolves.toEqual({ outcome: 'lost' });
    await expect(customer.act({ command: 'end' })).resolves.toEqual({ outcome: 'lost' });
  });

  it('takes the SDP answer as the answer to its dialling', async () => {
    const { world, customer } = await connected();
    const dialled = customer.dial('v=0 offer');
    expect(world.socket.commands).toMatchObject([{ command: 'dial', sdp: 'v=0 offer' }]);
    world.socket.say({ type: 'call-answer', sdp: 'v=0 answer' });
    await expect(dialled).resolves.toEqual({ outcome: 'answered', sdp: 'v=0 answer' });
    await world.pass(10_000);
    expect(world.socket.closed).toBe(false);
  });

  it('asks to be loaded again by a server of another protocol', async () => {
    const { world, customer } = await connected();
    world.socket.say({ type: 'denied', code: 'bad-request', title: 'Older page.', status: 400 });
    expect(customer.view.line).toEqual({ at: 'outdated' });
    expect(world.keepsake.token).toBe('token-0');
  });

  it('forgets a refused token and starts over as a new customer if something is to be said', async () => {
    const world = new FakeWorld();
    world.keepsake.keepToken('old');
    const customer = new LiveCustomer(world);
    customer.say('Hello');
    await world.pass();
    world.socket.events.opened();
    world.socket.say({ type: 'denied', code: 'unknown-token', title: 'Unknown.', status: 401 });
    await world.pass();
    world.socket.welcome();
    expect(world.socket.sent[0]).toMatchObject({ token: 'token-1' });
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'Hello' }]);
  });

  it('stops when a new token is refused', async () => {
    const world = new FakeWorld();
    const customer = new LiveCustomer(world);
    customer.say('Hello');
    await world.pass();
    world.socket.events.opened();
    world.socket.say({ type: 'denied', code: 'origin-not-allowed', title: 'No.', status: 403 });
    await world.pass(60_000);
    expect(customer.view.line).toEqual({ at: 'denied' });
    expect(world.sockets).toHaveLength(1);
  });

  it('op06 keeps what a customer says who is one too many, and sends it when the wait is over', async () => {
    const world = new FakeWorld();
    world.turnsAwayMs = 900_000;
    const customer = new LiveCustomer(world);
    customer.say('Hello');
    await world.pass();
    await world.pass(60_000);
    expect(customer.view.line).toEqual({ at: 'turned-away', until: 900_000 });
    expect(customer.view.outbox).toMatchObject([{ text: 'Hello', stage: 'queued' }]);
    world.turnsAwayMs = undefined;
    await world.pass(839_999);
    expect(world.sockets).toHaveLength(0);
    await world.pass(1);
    world.socket.welcome();
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'Hello' }]);
  });

  it('shows that the agent types until a message comes or five seconds pass', async () => {
    const { world, customer } = await connected();
    world.socket.say({ type: 'typing' });
    expect(customer.view.agentTyping).toBe(true);
    await world.pass(5000);
    expect(customer.view.agentTyping).toBe(false);
    world.socket.say({ type: 'typing' });
    world.socket.say({ type: 'changes', seq: 2, changes: [message('m', 1, 'Here')] });
    expect(customer.view.agentTyping).toBe(false);
  });

  it('says at most every three seconds that the customer types', async () => {
    const { world, customer } = await connected();
    customer.typing();
    customer.typing();
    await world.pass(3000);
    customer.typing();
    expect(world.socket.sent.filter(frame => frame.type === 'typing')).toHaveLength(2);
  });

  it('f07 keeps a message that a server about to restart does not take, and sends it to the next', async () => {
    const { world, customer } = await connected({});
    world.socket.say({ type: 'maintenance', ends: 600_000 });
    expect(customer.view.isClosing).toBe(true);
    customer.say('Hello');
    const [first] = world.socket.commands as readonly { readonly cmd_id: string }[];
    const problem = { code: 'maintenance', title: 'Later', status: 503 };
    world.socket.say({ type: 'answer', cmd_id: first?.cmd_id, problem });
    expect(customer.view.outbox).toMatchObject([{ text: 'Hello', stage: 'queued' }]);
    world.socket.events.closed();
    await world.pass(60_000);
    world.socket.welcome();
    expect(customer.view.isClosing).toBe(false);
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'Hello' }]);
  });
});
