/** Who is signed in here: asked of the server, never remembered. */

import { ApiError, api, expectData, expectDone } from '@rapport/api/client';
import type { LoginRequest, Myself } from '@rapport/live/wire';
import { create } from 'zustand';
import { connection, useLive } from './live';

type Login = {
  readonly myself: Myself | undefined;
  /** Signed in by hand on this page, and not yet gone online for it (AC07). */
  readonly fresh: boolean;
  /** Was signed in and is no more, without having asked for it. */
  readonly expired: boolean;
};

export const useLogin = create<Login>()(() => ({
  myself: undefined,
  fresh: false,
  expired: false,
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
export function followLogin(signedOut: () => void): void {
  useLive.subscribe(({ link }, { link: before }) => {
    if (link === before) return;
    if (link.state === 'logged-out') leave(signedOut);
    if (link.state === 'lost' && before.state !== 'lost') void askAgain(signedOut);
  });
}

async function askAgain(signedOut: () => void): Promise<void> {
  try {
    await expectData(api.GET('/api/v1/me'));
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) {
      connection.stop();
      leave(signedOut);
    }
  }
}

function enter(myself: Myself, fresh: boolean): void {
  useLogin.setState({ myself, fresh, expired: false });
  connection.start();
}

function leave(signedOut: () => void): void {
  const wasIn = useLogin.getState().myself !== undefined;
  useLogin.setState({ myself: undefined, fresh: false, expired: wasIn });
  signedOut();
}
