/**
 * The chat as a customer meets it, over a socket that is played by hand.
 *
 * @jsxImportSource preact
 */

import { FakeWorld } from '@rapport/customer/fake-world';
import { LiveCustomer } from '@rapport/customer/live-customer';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToFrame, ToLoader } from '../bridge';
import { Chat } from './chat';
import { onLanguage } from './language';

const open = { session: { id: 's1', state: { state: 'open', agent: 'Li' } } };
const both = (en: string) => ({ en, zh: `${en}?` });
const form = () =>
  Promise.resolve({
    question: both('How was it?'),
    scores: ['Bad', 'Fair', 'Good'].map(both),
    tags: ['Fast', 'Kind'].map(both),
    comment: true,
    thanks: both('Thanks!'),
  });
let world: FakeWorld;
let live: LiveCustomer;
const told: ToLoader[] = [];
/** What the page tells the chat. */
let heed: (message: ToFrame) => void;

beforeEach(async () => {
  document.body.innerHTML = '<div id="chat"></div>';
  localStorage.clear();
  sessionStorage.clear();
  told.length = 0;
  world = new FakeWorld();
  live = new LiveCustomer(world);
  const hearing = (hear: typeof heed) => {
    heed = hear;
    return () => {};
  };
  const host = { tell: (message: ToLoader) => void told.push(message), listen: hearing };
  const draw = () => {
    render(
      <Chat live={live} host={host} name="Lamps" welcome="Good day" form={form} />,
      find('#chat'),
    );
  };
  onLanguage(draw);
  await act(draw);
});

afterEach(() => {
  render(null, find('#chat'));
  vi.useRealTimers();
});

function find<Found extends Element = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (found === null) throw new Error(`nothing matches ${selector}`);
  return found;
}

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find(
    one => (one.getAttribute('aria-label') ?? one.textContent) === name,
  );
  if (found === undefined) throw new Error(`no button is called ${name}`);
  return found;
}

async function connect(snapshot: object = open): Promise<void> {
  world.keepsake.keepToken('token-0');
  await act(async () => {
    live.resume();
    await world.pass();
    world.socket.welcome(snapshot);
  });
}

async function hear(frame: object): Promise<void> {
  await act(() => world.socket.say(frame));
}

/** A message of the agent comes. */
function fromAgent(sequence: number, text: string): object {
  const author = { author: 'agent', name: 'Li' };
  const message = { change: 'message', id: `m${sequence}`, sequence, author, text, at: 5 };
  return { type: 'changes', seq: sequence + 1, changes: [message] };
}

async function write(text: string): Promise<void> {
  const field = find<HTMLTextAreaElement>('textarea');
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  await act(() => void find('textarea').dispatchEvent(event));
}

describe('the composer', () => {
  it('sends on Enter and is empty again', async () => {
    await connect();
    await write('Hello');
    await press('Enter');
    expect(world.socket.commands).toMatchObject([{ command: 'say', text: 'Hello' }]);
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('');
    expect(find('[role=log]').textContent).toContain('Hello');
  });

  it('does not send on Shift+Enter', async () => {
    await connect();
    await write('Hello');
    await press('Enter', { shiftKey: true });
    expect(world.socket.commands).toEqual([]);
  });

  it('u04 does not send while an IME composes', async () => {
    await connect();
    await write('ni hao');
    await press('Enter', { isComposing: true });
    await press('Enter', { keyCode: 229 });
    expect(world.socket.commands).toEqual([]);
  });

  it('refuses nothing but spaces and what is too long, with words', async () => {
    await connect();
    await write('   ');
    await press('Enter');
    await write('x'.repeat(4003));
    await press('Enter');
    expect(world.socket.commands).toEqual([]);
    expect(find('form').textContent).toContain('3 characters too many');
  });
});

describe('the rating', () => {
  const asked = { scale: 3, until: Date.now() + 60_000 };
  const ended = { state: 'ended', why: 'by-agent' };
  const radios = () => [...document.querySelectorAll<HTMLInputElement>('[type=radio]')];
  const settle = () => act(async () => void (await world.pass()));

  it('dk08 is asked without taking the focus, and answered with all that was chosen', async () => {
    await connect();
    find('textarea').focus();
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', ...open.session, rating: asked }],
    });
    await settle();
    expect(document.activeElement).toBe(find('.composer textarea'));
    expect(find('[role=status].unseen').textContent).toBe('How was it?');
    expect(radios().map(one => one.getAttribute('aria-label'))).toEqual([
      '1 – Bad',
      '2 – Fair',
      '3 – Good',
    ]);
    expect(button('Send answer').disabled).toBe(true);
    await act(() => radios()[2]?.click());
    await act(() => find('[type=checkbox]').click());
    const comment = find<HTMLTextAreaElement>('.rating textarea');
    await act(() => {
      comment.value = ' Well done ';
      comment.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await act(() => button('Send answer').click());
    expect(world.socket.commands).toMatchObject([
      { command: 'rate', session: 's1', score: 3, tags: ['Fast'], comment: 'Well done' },
    ]);
  });

  it('dk08 is asked after the end as well, and thanks on every page that shows it', async () => {
    await connect({ session: { id: 's1', state: ended, rating: asked } });
    await settle();
    expect(radios()).toHaveLength(3);
    const rated = { session: 's1', rating: { ...asked, score: 2 } };
    await hear({ type: 'changes', seq: 2, changes: [{ change: 'rated', ...rated }] });
    expect(radios()).toEqual([]);
    expect(find('.rated').textContent).toBe('Thanks! Your answer: 2');
  });

  it('dk08 says that an answer was not taken, and stays', async () => {
    await connect({ session: { id: 's1', state: ended, rating: asked } });
    await settle();
    await act(() => radios()[0]?.click());
    await act(() => button('Send answer').click());
    const asking = world.socket.commands.at(-1);
    const cmd_id = asking?.type === 'command' ? asking.cmd_id : '';
    const problem = { code: 'rating-over', title: '', status: 409 };
    await hear({ type: 'answer', cmd_id, problem });
    await settle();
    expect(find('.rating [role=alert]').textContent).toBe('Your answer could not be taken.');
    await act(() => button('Not now').click());
    expect(radios()).toEqual([]);
  });

  it('dk08 is not asked once its time is over', async () => {
    const late = { scale: 3, until: Date.now() - 1 };
    await connect({ session: { id: 's1', state: ended, rating: late } });
    await settle();
    expect(radios()).toEqual([]);
  });
});

describe('the chat', () => {
  it('dk14 tells the place while waiting and the name when connected', async () => {
    await connect({ session: { id: 's1', state: { state: 'waiting', place: 2 } } });
    expect(find('main').textContent).toContain('You are number 2 in the queue');
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', id: 's1', state: { state: 'open', agent: 'Li' } }],
    });
    expect(find('header').textContent).toContain('Li is with you');
  });

  it('dk05 tells that a colleague is found, and not a place in a queue', async () => {
    const open = { state: 'open', agent: 'Li' } as const;
    await connect({ session: { id: 's1', state: open } });
    const waiting = { state: 'waiting', place: 2, again: true } as const;
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', id: 's1', state: waiting }],
    });
    expect(find('header').textContent).toContain('Finding a colleague');
    expect(find('main').textContent).not.toContain('number 2');
  });

  it('builds links as nodes and leaves markup as text', async () => {
    await connect();
    const text = '<img src=x onerror=alert(1)> https://a.example';
    const author = { author: 'agent', name: 'Li' };
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'message', id: 'm1', sequence: 1, author, text, at: 5 }],
    });
    expect(document.querySelector('[role=log] img')).toBeNull();
    expect(find<HTMLAnchorElement>('[role=log] a').rel).toBe('noopener noreferrer nofollow');
  });

  it('shows a refused message with its reason, and sends it again by Retry', async () => {
    await connect();
    await write('Hello');
    await press('Enter');
    const { cmdId } = live.view.outbox[0] ?? { cmdId: '' };
    const problem = { code: 'message-too-long', title: 'Too long.', status: 409 };
    await hear({ type: 'answer', cmd_id: cmdId, problem });
    expect(find('.failed').textContent).toContain('the message is too long');
    await act(() => button('Retry').click());
    expect(world.socket.commands).toHaveLength(2);
  });

  it('ends only after it was asked once more', async () => {
    await connect();
    await act(() => button('End chat').click());
    expect(world.socket.commands).toEqual([]);
    expect(document.activeElement?.textContent).toBe('Keep chatting');
    await act(() => button('End chat').click());
    expect(world.socket.commands).toMatchObject([{ command: 'end' }]);
  });

  it('names the agent who ended it, also one who wrote nothing', async () => {
    await connect();
    const state = { state: 'ended', why: 'by-agent' };
    await hear({ type: 'changes', seq: 2, changes: [{ change: 'session', id: 's1', state }] });
    expect(find('footer').textContent).toContain('Li ended this chat.');
  });

  it('minimises on Escape, but closes the question first', async () => {
    await connect();
    await act(() => button('End chat').click());
    await press('Escape');
    expect(told.map(message => message.tell)).not.toContain('minimise');
    expect(document.querySelector('.confirm')).toBeNull();
    await press('Escape');
    expect(told.map(message => message.tell)).toContain('minimise');
  });

  it('is silent for two seconds without connection, then calm, then offers a way', async () => {
    vi.useFakeTimers({ now: 0 });
    await connect();
    expect(document.querySelector('.is-here')).not.toBeNull();
    await act(() => world.socket.events.closed());
    expect(document.querySelector('.is-here')).toBeNull();
    expect(document.querySelector('.notice')).toBeNull();
    await act(() => void vi.advanceTimersByTime(3000));
    expect(find('.notice').textContent).toContain('Reconnecting');
    await act(() => void vi.advanceTimersByTime(20_000));
    expect(find('.notice').textContent).toContain('No connection for 0:23');
    await act(() => button('Try now').click());
    expect(world.sockets).toHaveLength(2);
  });

  it('op06 says in minutes how long a network that brings too many is to wait', async () => {
    vi.useFakeTimers({ now: 0 });
    world.turnsAwayMs = 900_000;
    await act(async () => {
      live.say('Hello');
      await world.pass();
    });
    expect(find('.notice').textContent).toContain('sent in 15 min');
    expect(find('.middle').textContent).toContain('Hello');
  });

  it("tells the page how many of the agent's messages nobody has seen", async () => {
    await connect();
    const author = { author: 'agent', name: 'Li' };
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'message', id: 'm1', sequence: 1, author, text: 'Hi', at: 5 }],
    });
    expect(told).toContainEqual({ tell: 'unread', count: 1 });
    expect(told).toContainEqual({ tell: 'busy', busy: true });
  });

  it('counts what came while its tab was behind others, however open it is', async () => {
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const turn = () => act(() => void document.dispatchEvent(new Event('visibilitychange')));
    await act(() => heed({ tell: 'opened' }));
    await turn();
    await connect();
    await hear(fromAgent(1, 'Hi'));
    expect(told).toContainEqual({ tell: 'unread', count: 1 });
    hidden.mockReturnValue('visible');
    await turn();
    expect(told.findLast(({ tell }) => tell === 'unread')).toEqual({ tell: 'unread', count: 0 });
  });
});

describe('a silence', () => {
  const author = { author: 'you' } as const;
  const said = { id: 'm1', sequence: 1, author, text: 'Hello', at: 1 } as const;

  it('dk04 says when it will end, until the customer writes', async () => {
    const soon = { state: 'open', agent: 'Li', ends_at: 1_760_000_000_000 } as const;
    await connect({ session: { id: 's1', state: soon }, messages: [said] });
    expect(find('.silence').textContent).toContain('ends at');
    await hear({
      type: 'changes',
      seq: 2,
      changes: [{ change: 'session', id: 's1', state: { state: 'open', agent: 'Li' } }],
    });
    expect(document.querySelector('.silence')).toBeNull();
  });

  it('dk04 says why it ended and starts again', async () => {
    const session = { id: 's1', state: { state: 'ended', why: 'timeout' } } as const;
    await connect({ session, messages: [said] });
    expect(find('.silence').textContent).toContain('no answer from you');
    expect(find('footer').textContent).toContain('Chat ended');
    await act(() => button('Start again').click());
    expect(find('.greeting').textContent).toBe('Good day');
    await write('Me again');
    await press('Enter');
    expect(world.socket.commands).toMatchObject([{ command: 'start', text: 'Me again' }]);
  });
});

describe('the options', () => {
  const options = () => document.querySelector('.options');

  it('dk14 speaks the language that is chosen, and remembers it', async () => {
    await connect();
    await act(() => button('More').click());
    expect(document.activeElement?.closest('.options')).not.toBeNull();
    await act(() => button('简体中文').click());
    expect(find('header').textContent).toContain('Li 正在为您服务');
    expect(button('简体中文').getAttribute('aria-pressed')).toBe('true');
    expect(localStorage.getItem('rapport.chat-language')).toBe('zh-CN');
    await act(() => button('English').click());
    expect(find('header').textContent).toContain('Li is with you');
  });

  it('goes with the choice of another tab', async () => {
    await connect();
    const chosenElsewhere = (language: string) => {
      localStorage.setItem('rapport.chat-language', language);
      const key = 'rapport.chat-language';
      return act(() => void window.dispatchEvent(new StorageEvent('storage', { key })));
    };
    await chosenElsewhere('zh-CN');
    expect(find('header').textContent).toContain('正在为您服务');
    await chosenElsewhere('en');
  });

  it('closes with Escape and gives the focus back', async () => {
    await act(() => button('More').click());
    await press('Escape');
    expect(options()).toBeNull();
    expect(document.activeElement?.getAttribute('aria-label')).toBe('More');
    expect(told.map(({ tell }) => tell)).not.toContain('minimise');
  });

  it('dk14 saves what was said, once anything was', async () => {
    await connect();
    await act(() => button('More').click());
    expect(options()?.textContent).not.toContain('Save as text');
    await hear(fromAgent(1, 'Hello'));
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:one');
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    await act(() => button('Save as text').click());
    expect(clicked.mock.contexts[0]).toMatchObject({ href: 'blob:one' });
    const [file] = made.mock.calls[0] ?? [];
    expect(await (file as Blob).text()).toContain('Li:\n    Hello');
  });
});
