/** Who is signed in here: asked of the server, never remembered. */

import { ApiError, api, expectData, expectDone } from '@rapport/api/client';
import type { LoginRequest, MyLogin } from '@rapport/live/wire';
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

export async function logIn(request: LoginRequest): Promise<void> {
  enter(await expectData(api.POST('/api/v1/login', { body: request })), true);
}

/** AC13: the server refuses it during a call. */
export async function logOut(): Promise<void> {
  await expectDone(api.POST('/api/v1/logout'));
  sessionStorage.clear();
  // A fresh page is the surest way to keep nothing of this login.
  location.assign('/login');
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
  const search = new URLSearchParams({ from: location.pathname + location.search, ended: 'true' });
  location.assign(`/login?${search}`);
}

function enter(myself: MyLogin, fresh: boolean): void {
  useLogin.setState({ myself, fresh });
  // AC05: a member of several applications has no live socket before one is chosen.
  if (myself.application) connection.start();
}
