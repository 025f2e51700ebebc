/**
 * The whole Workspace on a stage: real router, real state, a socket whose other end is the test. Each stage has fresh
 * modules, so that no test sees another's state.
 */

import type { Change, MemberFrame, ServerFrame, Snapshot } from '@rapport/live/wire';
import type { Socket, World } from '@rapport/live/world';
import type { Language } from '@rapport/ui/i18n/i18n';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { act, cleanup, configure, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import { myLogin, NOW } from './pictures';

export class Stage {
  readonly user: UserEvent = userEvent.setup();
  #socket: StageSocket | undefined;
  #seq: number;
  readonly #sockets: StageSocket[];

  constructor(sockets: StageSocket[], seq: number) {
    this.#sockets = sockets;
    this.#seq = seq;
  }

  /** The frames of the newest socket, of one type. */
  sent<Type extends MemberFrame['type']>(type: Type): Extract<MemberFrame, { type: Type }>[] {
    return this.#last().frames.filter(
      (frame): frame is Extract<MemberFrame, { type: Type }> => frame.type === type,
    );
  }

  async say(frame: ServerFrame): Promise<void> {
    await act(async () => this.#last().hear(frame));
  }

  async change(...changes: Change[]): Promise<void> {
    this.#seq += 1;
    await this.say({ type: 'changes', seq: this.#seq, changes });
  }

  /** Answers the newest command. */
  async answer(problem?: { code: string; status?: number }): Promise<void> {
    const command = this.sent('command').at(-1);
    if (!command) throw new Error('nothing to answer');
    const why = problem && { title: 'No', status: 409, ...problem };
    await this.say({ type: 'answer', cmd_id: command.cmd_id, ...(why && { problem: why }) });
  }

  async hasSocket(): Promise<void> {
    await vi.waitUntil(() => this.#sockets.length > 0, { timeout: 30_000 });
  }

  async greet(snapshot: Snapshot): Promise<void> {
    await act(async () => {
      this.#last().open();
      this.#last().hear({ type: 'hello', protocol: 1, now: NOW, seq: snapshot.seq });
      this.#last().hear({ type: 'snapshot', ...snapshot });
    });
  }

  /** The socket is lost, and the next one is greeted. */
  async comesBack(snapshot: Snapshot): Promise<void> {
    const { connection } = await import('../state/live');
    await act(async () => {
      this.#last().onclose?.(new CloseEvent('close'));
      connection.retryNow();
    });
    await this.greet(snapshot);
  }

  #last(): StageSocket {
    this.#socket = this.#sockets.at(-1);
    if (!this.#socket) throw new Error('the Workspace has opened no socket');
    return this.#socket;
  }
}

class StageSocket implements Socket {
  readonly frames: MemberFrame[] = [];
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  send(text: string): void {
    this.frames.push(JSON.parse(text) as MemberFrame);
  }
  close(): void {}
  open(): void {
    this.onopen?.(new Event('open'));
  }
  hear(frame: ServerFrame): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }
}

/** Ctrl+Alt and a key, as a browser reports it; happy-dom takes every Alt for AltGr. */
export function pressKey(code: string, { altGraph = false, isComposing = false } = {}): void {
  const event = new KeyboardEvent('keydown', {
    code,
    ctrlKey: true,
    altKey: true,
    bubbles: true,
    isComposing,
  });
  event.getModifierState = key => key === 'AltGraph' && altGraph;
  act(() => {
    document.body.dispatchEvent(event);
  });
}

/** The whole page goes on in another language, as when it is chosen in another window. */
export async function speaks(language: Language): Promise<void> {
  const { speak } = await import('@rapport/ui/i18n/i18n');
  await act(() => speak(language));
}

configure({ asyncUtilTimeout: 10_000 });

let leaveStage: () => Promise<void> = async () => undefined;

/** What the last stage left on the window would hear the next one's keys. */
async function clearStage(): Promise<void> {
  cleanup();
  await leaveStage();
  const added: Parameters<typeof removeEventListener>[] = [];
  const { addEventListener: add } = window;
  vi.spyOn(window, 'addEventListener').mockImplementation((...args: unknown[]) => {
    added.push(args as (typeof added)[number]);
    add.apply(window, args as Parameters<typeof add>);
  });
  leaveStage = async () => {
    for (const [type, listener] of added) removeEventListener(type, listener);
    const { stopFlashing } = await import('../incoming/title-flash');
    stopFlashing();
    document.title = '';
  };
  vi.resetModules();
  sessionStorage.clear();
  localStorage.clear();
}

/** What the server answers over HTTP, by method and path. */
export type Replies = Readonly<Record<string, (request: Request) => Response | Promise<Response>>>;

/** Opens the Workspace at an address, signed in, with this picture. */
export async function openWorkspace(
  path: string,
  snapshot: Snapshot,
  replies: Replies = {},
): Promise<Stage> {
  await clearStage();
  localStorage.setItem('rapport.preferences', JSON.stringify({ state: { voice: 'chat-only' } }));
  const stage = await open(path, snapshot.seq, {
    'GET /api/v1/me': () => Response.json(myLogin()),
    'GET /api/v1/records': () => Response.json({ records: [] }),
    'GET /api/v1/voicemails': () => Response.json({ voicemails: [], now: NOW }),
    ...replies,
  });
  await stage.hasSocket();
  await stage.greet(snapshot);
  return stage;
}

/** Opens a page for somebody who is not signed in yet. */
export async function openDoor(path: string, replies: Replies): Promise<Stage> {
  await clearStage();
  localStorage.setItem('rapport.preferences', JSON.stringify({ state: { voice: 'chat-only' } }));
  return open(path, 0, {
    'GET /api/v1/me': () => refusal(401, 'not-signed-in'),
    ...replies,
  });
}

/** A problem as the server words it. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}) {
  return Response.json({ code, title: 'No', status }, { status, headers });
}

async function open(path: string, seq: number, replies: Replies): Promise<Stage> {
  const sockets: StageSocket[] = [];
  vi.doMock('@rapport/live/world', () => ({ browserWorld: () => stillWorld(sockets) }));
  vi.stubGlobal('AudioContext', SilentContext);
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url);
    const reply = replies[`${request.method} ${pathname}`];
    return reply ? reply(request) : refusal(404, 'not-found');
  });
  history.replaceState(null, '', path);
  const { startWords } = await import('@rapport/ui/i18n/i18n');
  const { boot } = await import('../app/boot');
  const { router } = await import('../app/router');
  const { setNavigator } = await import('../state/screen');
  await startWords('en');
  setNavigator(place => router.history.push(place));
  boot();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await act(async () => {
    render(
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>,
    );
  });
  return new Stage(sockets, seq);
}

/** Time stands still, so that a timer shows the same on a slow machine. */
function stillWorld(sockets: StageSocket[]): World {
  let ids = 0;
  return {
    open: () => {
      const socket = new StageSocket();
      sockets.push(socket);
      return socket;
    },
    monotonic: () => 0,
    wall: () => NOW,
    after: () => () => undefined,
    random: () => 0,
    uuid: () => `cmd-${++ids}`,
  };
}

/** Makes no sound and never fails. */
class SilentContext {
  readonly sampleRate = 8;
  readonly state = 'suspended';
  readonly destination = {};
  async resume() {}
  createBuffer(_: number, length: number) {
    const samples = new Float32Array(length);
    return { getChannelData: () => samples };
  }
  createGain() {
    return { connect() {}, gain: { value: 1 } };
  }
  createBufferSource() {
    return { connect() {}, disconnect() {}, start() {}, stop() {}, loop: false, buffer: null };
  }
}
