/** Who is signed in here: asked of the server, never remembered. */

import { ApiError, api, expectData, expectDone } from '@rapport/api/client';
import type { LoginRequest, MyLogin, Uuid } from '@rapport/live/wire';
import { create } from 'zustand';
import { connection, useLive } from './live';

type Login = {
  readonly myself: MyLogin | undefined;
  /** Signed in by hand on this page, and not yet gone online for it (AC07). */
  readonly fresh: boolean;
};

export const useLogin = create<Login>()(() => ({
  myself: undefined,
  fresh: false,
}));

/** True where there is a valid login; asks the server once per page. */
export async function isSignedIn(): Promise<boolean> {
  if (useLogin.getState().myself) return true;
  try {
    const myself = await expectData(api.GET('/api/v1/me'));
    enter(myself, false);
    return true;
  } catch (error) {
    // A server that does not answer has not said no: the socket goes on trying.
    if (error instanceof ApiError && error.problem.status !== 401) {
      connection.start();
      return true;
    }
    return false;
  }
}

export type LoginOutcome =
  | { readonly outcome: 'signed-in'; readonly login: MyLogin }
  /** AC11: the same again, with a code. */
  | { readonly outcome: 'code-required' };

export async function logIn(request: LoginRequest): Promise<LoginOutcome> {
  try {
    const login = await expectData(api.POST('/api/v1/login', { body: request }));
    return { outcome: 'signed-in', login: entered(login) };
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'code-required') {
      return { outcome: 'code-required' };
    }
    throw error;
  }
}

/** By hand, on this page, by whatever way. */
export function entered(login: MyLogin): MyLogin {
  enter(login, true);
  return login;
}

/** After something that was due is done: what the server says of this login now. */
export async function renewLogin(): Promise<MyLogin> {
  return entered(await expectData(api.GET('/api/v1/me')));
}

/** AC05. Refused in a call; open sessions go to the heads of their groups' queues, as by logging out. */
export async function chooseApplication(application: Uuid): Promise<MyLogin> {
  const body = { application };
  return entered(await expectData(api.PUT('/api/v1/login/application', { body })));
}

/** As {@link chooseApplication}, from inside another one: with a fresh page, so that nothing of that one is left. */
export async function moveTo(application: Uuid): Promise<void> {
  await chooseApplication(application);
  forgetTab();
  location.assign('/');
}

/** AC13: the server refuses it during a call. */
export async function logOut(): Promise<void> {
  await expectDone(api.POST('/api/v1/logout'));
  forgetTab();
  // A fresh page is the surest way to keep nothing of this login.
  location.assign('/login');
}

/** Drafts, what was seen, how calls sounded: of this login, and of nobody else's. */
function forgetTab(): void {
  sessionStorage.clear();
}

/** The socket was lost: is it the network, or is the login over? */
export function followLogin(): void {
  useLive.subscribe(({ link }, { link: before }) => {
    if (link === before) return;
    if (link.state === 'logged-out') leave();
    // AC05: a fresh page is the surest way to keep nothing of the application before.
    if (link.state === 'moved') location.assign('/');
    // After each attempt: the login may have ended while nobody answered.
    if (link.state === 'lost') void askAgain();
  });
}

async function askAgain(): Promise<void> {
  try {
    await expectData(api.GET('/api/v1/me'));
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) connection.stop();
  }
}

/** Back to the sign-in page with a fresh page, so that nothing of this login is left; and from there to here again. */
function leave(): void {
  if (location.pathname === '/login') return;
  const search = new URLSearchParams({
    from: location.pathname + location.search,
    ended: 'expired',
  });
  location.assign(`/login?${search}`);
}

function enter(myself: MyLogin, fresh: boolean): void {
  useLogin.setState({ myself, fresh });
  // What is due comes first (AC03, AC11), and so does the choice of the application (AC05): no socket before.
  if (!myself.due && myself.application) connection.start();
}
