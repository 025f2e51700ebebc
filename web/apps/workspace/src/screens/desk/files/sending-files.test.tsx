/** Files as an agent sends them, with a server that is played by hand (W20, DK13). */

import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fromCustomer, picture, session } from '../../../testing/pictures';
import { openWorkspace, pressKey, type Stage } from '../../../testing/stage';

const desk = picture({
  sessions: [session('s1', 'Mei Tanaka'), session('s2', 'Jonas Hart')],
  messages: [fromCustomer('s1', 1, 'Is it in stock?'), fromCustomer('s2', 1, 'Hello')],
});
/** A machine with much to do takes its time. */
const SOON = { timeout: 20_000 };
const rules = { size_max: 1_000_000, files_max: 2, endings: ['pdf', 'png'] };
const whole = { id: 'f1', name: 'offer.pdf', kind: 'application/pdf', size: 3 };

/** Nothing more is answered to a part before this is over. */
let held: Promise<void>;
let letGo: () => void;
let isReachable: boolean;

beforeEach(() => {
  sessionStorage.clear();
  held = Promise.resolve();
  letGo = () => undefined;
  isReachable = true;
});

/** Beside what every stage answers. */
function answerFiles(): void {
  const others = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string | Request, init: RequestInit = {}) => {
    const address = typeof input === 'string' ? input : input.url;
    if (!address.includes('/api/v1/attachments')) return others(input, init);
    if (!isReachable) throw new TypeError('no network');
    const { method = 'GET' } = init;
    if (address.endsWith('/upload')) return Response.json({ id: 'f1', offset: 0, size: 3 });
    if (method === 'GET') return Response.json(rules);
    if (method === 'POST') return Response.json({ id: 'f1', offset: 0, size: 3 }, { status: 201 });
    await held;
    return Response.json({ id: 'f1', offset: 3, size: 3, file: whole });
  });
}

function hold(): void {
  held = new Promise(over => {
    letGo = over;
  });
}

const composer = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Write to/u });
const sent = (stage: Stage) =>
  stage.sent('command').filter(({ command }) => command === 'send-message');
const pdf = (name = 'offer.pdf') => new File(['abc'], name, { type: 'application/pdf' });

function paste(files: File[], types = ['Files']): boolean {
  return fireEvent.paste(composer(), { clipboardData: { files, types } });
}

async function opened(first: () => void = () => undefined): Promise<Stage> {
  const stage = await openWorkspace('/desk', desk);
  answerFiles();
  first();
  await stage.user.click(screen.getByRole('button', { name: /Mei Tanaka/u }));
  return stage;
}

describe('dk13 files of an agent', () => {
  it('go with the message, whose text may be empty, and are in the log at once', async () => {
    const stage = await opened();
    paste([pdf()]);
    await screen.findByText('1 kB · ready');
    await stage.user.click(screen.getByRole('button', { name: 'Send' }));
    expect(sent(stage)).toMatchObject([{ contact: 's1', text: '', files: ['f1'] }]);
    expect(within(screen.getByRole('log')).getByText('offer.pdf')).toBeTruthy();
    expect(screen.queryByRole('list', { name: 'Files of this message' })).toBeNull();
  });

  it('are waited for: what was written stays a draft until they are there', async () => {
    hold();
    const stage = await opened();
    paste([pdf()]);
    await stage.user.type(composer(), 'The offer{Enter}');
    expect(sent(stage)).toEqual([]);
    expect(composer().value).toBe('The offer');
    await screen.findByText('Sent as soon as the files are there.');
    await act(async () => letGo());
    await vi.waitUntil(() => sent(stage).length === 1, SOON);
    expect(sent(stage)).toMatchObject([{ text: 'The offer', files: ['f1'] }]);
    await vi.waitUntil(() => composer().value === '', SOON);
  });

  it('go on while another session is in the window', async () => {
    hold();
    const stage = await opened();
    paste([pdf()]);
    await stage.user.type(composer(), 'The offer{Enter}');
    await stage.user.click(screen.getByRole('button', { name: /Jonas Hart/u }));
    await act(async () => letGo());
    await vi.waitUntil(() => sent(stage).length === 1, SOON);
    expect(sent(stage)).toMatchObject([{ contact: 's1', text: 'The offer', files: ['f1'] }]);
  });

  it('u04_do_not_go_with_the_enter_of_an_input_method', async () => {
    const stage = await opened();
    paste([pdf()]);
    await screen.findByText('1 kB · ready');
    fireEvent.change(composer(), { target: { value: '你好' } });
    fireEvent.keyDown(composer(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(composer(), { key: 'Enter', keyCode: 229 });
    expect(sent(stage)).toEqual([]);
    expect(screen.getByText('1 kB · ready')).toBeTruthy();
  });

  it('do not go by themselves once somebody writes on', async () => {
    hold();
    const stage = await opened();
    paste([pdf()]);
    await stage.user.type(composer(), 'The offer{Enter}');
    await screen.findByText('Sent as soon as the files are there.');
    await stage.user.type(composer(), ', and');
    await act(async () => letGo());
    await screen.findByText('1 kB · ready');
    expect(sent(stage)).toEqual([]);
    expect(composer().value).toBe('The offer, and');
  });

  it('say why one is not taken, and hold the message back until it is removed', async () => {
    const stage = await opened();
    await stage.user.type(composer(), 'Look');
    paste([new File(['<svg/>'], 'drawing.svg', { type: 'image/svg+xml' })]);
    await screen.findByText('Files of this kind are not taken. These are taken: pdf, png.');
    await stage.user.type(composer(), '{Enter}');
    expect(sent(stage)).toEqual([]);
    await stage.user.click(screen.getByRole('button', { name: 'Remove drawing.svg' }));
    await stage.user.type(composer(), '{Enter}');
    expect(sent(stage)).toMatchObject([{ text: 'Look' }]);
  });

  it('f16_say_that_there_is_no_connection_and_go_on_by_themselves', async () => {
    hold();
    await opened();
    isReachable = false;
    paste([pdf()]);
    await screen.findByText('No connection. Goes on by itself.');
    isReachable = true;
    window.dispatchEvent(new Event('online'));
    await act(async () => letGo());
    await screen.findByText('1 kB · ready');
  });

  it('are dropped on the window, which shows where', async () => {
    await opened();
    const place = screen.getByRole('region', { name: 'Mei Tanaka' });
    const dataTransfer = { files: [pdf()], types: ['Files'], dropEffect: 'none' };
    fireEvent.dragEnter(place, { dataTransfer });
    expect(screen.getByText('Drop files for Mei Tanaka')).toBeTruthy();
    fireEvent.drop(place, { dataTransfer });
    expect(screen.queryByText('Drop files for Mei Tanaka')).toBeNull();
    await screen.findByText('1 kB · ready');
  });

  it('leave the text of a table to be pasted as text', async () => {
    await opened();
    expect(paste([new File(['abc'], 'image.png')], ['text/plain', 'Files'])).toBe(true);
    expect(screen.queryByRole('list', { name: 'Files of this message' })).toBeNull();
  });

  it('are chosen by key', async () => {
    await opened();
    const chooser = document.querySelector<HTMLInputElement>('input[type=file]');
    const clicked = vi.spyOn(chooser as HTMLInputElement, 'click').mockReturnValue();
    pressKey('KeyF');
    expect(clicked).toHaveBeenCalledOnce();
  });

  it('that are whole are there again after a reload of the page', async () => {
    const stage = await opened(() =>
      sessionStorage.setItem('rapport.draft-files.s1', JSON.stringify([whole])),
    );
    await screen.findByText('1 kB · ready');
    await stage.user.click(screen.getByRole('button', { name: 'Send' }));
    expect(sent(stage)).toMatchObject([{ text: '', files: ['f1'] }]);
    expect(sessionStorage.getItem('rapport.draft-files.s1')).toBeNull();
  });
});

describe('dk13 files of a message', () => {
  it('are looked at large when they are pictures, one after the other', async () => {
    const picture = (id: string) => ({ id, name: `${id}.png`, kind: 'image/png', size: 9 });
    const stage = await opened();
    const files = [picture('p1'), picture('p2')];
    await stage.change({ change: 'message', ...fromCustomer('s1', 2, ''), files });
    await stage.user.click(screen.getByRole('button', { name: 'Look at p1.png' }));
    const viewer = screen.getByRole('dialog', { name: 'p1.png' });
    expect(within(viewer).getByAltText('p1.png')).toBeTruthy();
    await stage.user.click(within(viewer).getByRole('button', { name: 'Next picture' }));
    expect(within(viewer).getByAltText('p2.png')).toBeTruthy();
    const save = within(viewer).getByRole('link', { name: 'Download p2.png' });
    expect(save.getAttribute('href')).toBe('/api/v1/attachments/p2');
  });
});
