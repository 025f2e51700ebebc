/**
 * Files as a customer sends them, with a server that is played by hand (DK13).
 *
 * @jsxImportSource preact
 */

import { FakeWorld } from '@rapport/customer/fake-world';
import { LiveCustomer } from '@rapport/customer/live-customer';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Chat } from './chat';

const open = { session: { id: 's1', state: { state: 'open', agent: 'Li' } } };
/** A machine with much to do takes its time. */
const SOON = { timeout: 20_000 };
const rules = { size_max: 1_000_000, files_max: 2, endings: ['pdf', 'png'] };
let world: FakeWorld;
let live: LiveCustomer;
/** What the server answers to a part; it takes its time until it is let go. */
let verdict: { status: number; body: object };
let letGo: () => void;
let held: Promise<void>;

beforeEach(async () => {
  document.body.innerHTML = '<div id="chat"></div>';
  localStorage.clear();
  sessionStorage.clear();
  world = new FakeWorld();
  live = new LiveCustomer(world);
  const file = { id: 'f1', name: 'invoice.pdf', kind: 'application/pdf', size: 3 };
  verdict = { status: 200, body: { id: 'f1', offset: 3, size: 3, file } };
  letGo = () => {};
  held = Promise.resolve();
  vi.stubGlobal('fetch', async (_: string, { method = 'GET' }: RequestInit = {}) => {
    if (method === 'GET') return Response.json(rules);
    if (method === 'POST') return Response.json({ id: 'f1', offset: 0, size: 3 });
    await held;
    return Response.json(verdict.body, { status: verdict.status });
  });
  const host = { tell: () => {}, listen: () => () => {} };
  const form = () => Promise.resolve(undefined);
  await act(() =>
    render(<Chat {...{ live, host, form }} name="Lamps" welcome="Good day" />, find('#chat')),
  );
  world.keepsake.keepToken('token-0');
  await act(async () => {
    live.resume();
    await world.pass();
    world.socket.welcome(open);
  });
});

afterEach(() => render(null, find('#chat')));

function find<Found extends Element = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (found === null) throw new Error(`nothing matches ${selector}`);
  return found;
}

const chips = () => document.querySelector('.chips')?.textContent ?? '';
const says = () => world.socket.commands;
const send = () => find<HTMLButtonElement>('.send');

async function sees(words: string): Promise<void> {
  await vi.waitFor(() => expect(chips()).toContain(words), SOON);
}

async function write(text: string): Promise<void> {
  const field = find<HTMLTextAreaElement>('textarea');
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** As from the clipboard. */
async function paste(...names: string[]): Promise<void> {
  const files = names.map(name => new File(['abc'], name, { type: 'application/pdf' }));
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { files, types: ['Files'] } });
  await act(() => void find('textarea').dispatchEvent(event));
  await act(() => vi.dynamicImportSettled());
}

describe('dk13 files of a customer', () => {
  it('go with the message, whose text may be empty', async () => {
    await paste('invoice.pdf');
    await sees('ready');
    await act(() => send().click());
    expect(says()).toMatchObject([{ command: 'say', text: '', files: ['f1'] }]);
    expect(chips()).not.toContain('invoice.pdf');
    expect(find('[role=log]').textContent).toContain('invoice.pdf');
  });

  it('are waited for: what was written stays until they are there', async () => {
    held = new Promise(over => {
      letGo = over;
    });
    await paste('invoice.pdf');
    await write('Here it is');
    await sees('0%');
    await act(() => send().click());
    await sees('Sent as soon as the files are there.');
    expect(says()).toEqual([]);
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('Here it is');
    expect(send().disabled).toBe(true);
    letGo();
    await vi.waitUntil(() => says().length === 1, SOON);
    expect(says()).toMatchObject([{ command: 'say', text: 'Here it is', files: ['f1'] }]);
    await vi.waitUntil(() => find<HTMLTextAreaElement>('textarea').value === '', SOON);
  });

  it('do not go by themselves once somebody writes on', async () => {
    held = new Promise(over => {
      letGo = over;
    });
    await paste('invoice.pdf');
    await write('Here it is');
    await sees('0%');
    await act(() => send().click());
    await sees('Sent as soon as');
    await write('Here it is, and');
    letGo();
    await sees('ready');
    expect(says()).toEqual([]);
  });

  it('u04 do not go with the enter of an input method', async () => {
    await paste('invoice.pdf');
    await write('你好');
    await sees('ready');
    for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...how });
      await act(() => void find('textarea').dispatchEvent(event));
    }
    expect(says()).toEqual([]);
    expect(chips()).toContain('invoice.pdf');
  });

  it('say why one is not taken, and hold the message back until it is removed', async () => {
    await write('Look');
    await paste('drawing.svg');
    await sees('Files of this kind are not taken. These are taken: pdf, png.');
    expect(send().disabled).toBe(true);
    await act(() => find<HTMLButtonElement>('[aria-label="Remove drawing.svg"]').click());
    await vi.waitUntil(() => !send().disabled, SOON);
    await act(() => send().click());
    expect(says()).toMatchObject([{ command: 'say', text: 'Look' }]);
    expect(says()[0]).not.toHaveProperty('files');
  });

  it('f14 say that the disk is full, and go when they are tried again', async () => {
    const { status, body } = verdict;
    verdict = { status: 507, body: { code: 'attachments-full', title: 'Full', status: 507 } };
    await paste('invoice.pdf');
    await sees('There is no room for files right now. Messages still go.');
    verdict = { status, body };
    await act(() => find<HTMLButtonElement>('[aria-label="Try invoice.pdf again"]').click());
    await sees('ready');
  });

  it('are no more than the server takes with one message', async () => {
    await paste('one.pdf', 'two.pdf', 'three.pdf');
    await sees('1 file was left out: at most 2 go with one message.');
  });

  it('leave the text of a table to be pasted as text', async () => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    const files = [new File(['abc'], 'image.png', { type: 'image/png' })];
    Object.assign(event, { clipboardData: { files, types: ['text/plain', 'Files'] } });
    await act(() => void find('textarea').dispatchEvent(event));
    expect(event.defaultPrevented).toBe(false);
  });
});
