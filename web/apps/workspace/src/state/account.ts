/** What a member does to the own account, and what can be done about one without being signed in. */

import { api, expectData, expectDone } from '@rapport/api/client';
import type {
  ChangePassword,
  LinkTarget,
  LoginView,
  MyLogin,
  PasswordChosen,
  PasswordVerdict,
  ResetPassword,
  SetUp,
  TotpEnd,
  TotpSecret,
  TotpView,
  Uuid,
} from '@rapport/live/wire';

/** `token`: the secret of a one-time link, where nobody is signed in. */
export function checkPassword(password: string, token?: string): Promise<PasswordVerdict> {
  const body = { password, ...(token && { token }) };
  return expectData(api.POST('/api/v1/password/check', { body }));
}

/** AC10. Ends the member's other logins. */
export function changePassword(body: ChangePassword): Promise<PasswordChosen> {
  return expectData(api.PUT('/api/v1/password', { body }));
}

/** AC09: the answer is the same for every address. */
export function forgotPassword(email: string): Promise<void> {
  return expectDone(api.POST('/api/v1/password/forgot', { body: { email } }));
}

export function readLink(token: string): Promise<LinkTarget> {
  return expectData(api.POST('/api/v1/password/link', { body: { token } }));
}

export function resetPassword(body: ResetPassword): Promise<PasswordChosen> {
  return expectData(api.POST('/api/v1/password/reset', { body }));
}

export function readSetUpLink(token: string): Promise<LinkTarget> {
  return expectData(api.POST('/api/v1/setup/link', { body: { token } }));
}

/** OP02: the administrator is signed in with it. */
export function setUp(body: SetUp): Promise<MyLogin> {
  return expectData(api.POST('/api/v1/setup', { body }));
}

export async function listLogins(): Promise<readonly LoginView[]> {
  return (await expectData(api.GET('/api/v1/logins'))).logins;
}

export function endLogin(id: Uuid): Promise<void> {
  return expectDone(api.DELETE('/api/v1/logins/{id}', { params: { path: { id } } }));
}

export function readTotp(): Promise<TotpView> {
  return expectData(api.GET('/api/v1/totp'));
}

export function beginTotp(password: string): Promise<TotpSecret> {
  return expectData(api.POST('/api/v1/totp', { body: { password } }));
}

/** AC11: the recovery codes, told this once. */
export async function confirmTotp(code: string): Promise<readonly string[]> {
  return (await expectData(api.POST('/api/v1/totp/confirm', { body: { code } }))).codes;
}

export function endTotp(body: TotpEnd): Promise<void> {
  return expectDone(api.POST('/api/v1/totp/end', { body }));
}
