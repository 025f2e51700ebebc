/**
 * DK14: a browser becomes the customer whom its site names, and nobody else's.
 */

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { customerToken, IdentityRefused } from './bootstrap';
import { FakeWorld } from './fake-world';
import { forgetfulShelf } from './forgetful-shelf';
import { Introduction } from './introduction';
import { Keepsake } from './keepsake';
import { LiveCustomer } from './live-customer';

const jwt = (sub: string) => {
  const bytes = new TextEncoder().encode(JSON.stringify({ sub }));
  const claims = btoa(String.fromCharCode(...bytes));
  return `e30.${claims.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.tag`;
};

describe('the introduction', () => {
  it('names whom the identity names, and nobody where it is none', () => {
    const who = new Introduction('https://shop.example');
    expect(who.user).toBeUndefined();
    for (const user of ['user-7', '客户 7', 'ÿ>?']) {
      who.identify(jwt(user));
      expect(who.user).toBe(user);
    }
    who.identify('no jwt');
    expect(who.user).toBeUndefined();
  });
});

describe('the token of a customer whom the site names', () => {
  let keepsake: Keepsake;
  const who = new Introduction('https://shop.example');
  const server = (...answers: Response[]) => {
    const fetching = vi.fn(async (_: string, __: { readonly body: string }) => {
      return answers.shift() ?? new Response('', { status: 500 });
    });
    vi.stubGlobal('fetch', fetching);
    return fetching;
  };
  const token = (text: string) => Response.json({ token: text }, { status: 201 });
  const refusal = (status: number, code: string) =>
    Response.json({ code, title: 'No', status }, { status });

  beforeEach(() => {
    vi.stubGlobal('navigator', {});
    keepsake = new Keepsake(forgetfulShelf(), 'k');
    who.identify(jwt('user-7'));
  });

  it('dk14 is asked for once, with what was known so far and the page', async () => {
    keepsake.keepToken('anonymous');
    const fetching = server(token('known'));
    expect(await customerToken('', 'k', keepsake, who)).toBe('known');
    expect(await customerToken('', 'k', keepsake, who)).toBe('known');
    expect(fetching).toHaveBeenCalledOnce();
    expect(JSON.parse(fetching.mock.calls[0]?.[1].body ?? '')).toEqual({
      page: 'https://shop.example',
      identity: who.identity,
      token: 'anonymous',
    });
    expect(keepsake.user).toBe('user-7');
  });

  it('dk14 leaves an open chat without a name as it is', async () => {
    keepsake.keepToken('anonymous');
    server(refusal(409, 'session-open'));
    expect(await customerToken('', 'k', keepsake, who)).toBe('anonymous');
  });

  it('dk14 never goes on as somebody else', async () => {
    keepsake.keepToken('of another', 'user-8');
    for (const code of ['session-open', 'identity-expired']) {
      server(refusal(409, code));
      const refused = customerToken('', 'k', keepsake, who);
      await expect(refused).rejects.toBeInstanceOf(IdentityRefused);
    }
  });
});

describe('a live customer', () => {
  it('dk14 comes again as whom the site names, and once only', async () => {
    const world = new FakeWorld();
    world.keepsake.keepToken('anonymous');
    const customer = new LiveCustomer(world);
    customer.resume();
    await world.pass();
    world.socket.welcome();
    customer.identify(jwt('user-7'));
    await world.pass();
    expect(world.sockets).toHaveLength(2);
    world.socket.welcome();
    expect(world.socket.sent[0]).toMatchObject({ token: 'token-1' });
    customer.identify(jwt('user-7'));
    await world.pass();
    expect(world.sockets).toHaveLength(2);
  });

  it('dk14 finds on a second device what was begun on the first', async () => {
    const world = new FakeWorld();
    const customer = new LiveCustomer(world);
    customer.resume();
    await world.pass();
    expect(world.sockets).toHaveLength(0);
    customer.identify(jwt('user-7'));
    await world.pass();
    world.socket.welcome({ session: { id: 's1', state: { state: 'open', agent: 'Li' } } });
    expect(customer.view.picture.session?.id).toBe('s1');
  });

  it('dk14 shows a second customer nothing of the first', async () => {
    const world = new FakeWorld();
    world.keepsake.keepToken('first', 'user-7');
    const customer = new LiveCustomer(world);
    customer.resume();
    await world.pass();
    world.socket.welcome({ session: { id: 's1', state: { state: 'open', agent: 'Li' } } });
    customer.say('Mine alone');
    customer.identify(jwt('user-8'));
    expect(customer.view.picture.session).toBeUndefined();
    expect(customer.view.outbox).toEqual([]);
    await world.pass();
    customer.forget();
    expect(world.keepsake.token).toBeUndefined();
    expect(customer.view.line.at).toBe('idle');
  });

  it('dk14 does not knock for ever with an identity that is refused', async () => {
    const world = new FakeWorld();
    world.doubts = 'identity-signature';
    const customer = new LiveCustomer(world);
    customer.identify(jwt('user-7'));
    customer.say('Hello');
    await world.pass();
    expect(customer.view.line.at).toBe('denied');
    await world.pass(600_000);
    expect(world.sockets).toHaveLength(0);
  });
});
