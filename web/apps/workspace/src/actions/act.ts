/** An act: something an agent can do. Buttons, keys and the help list read it; the server's rules are not repeated here. */

import type { Picture } from '@rapport/live/picture';
import type { CallView, MemberCommand, SessionView, Uuid } from '@rapport/live/wire';
import type { ParseKeys } from 'i18next';
import type { LucideIcon } from 'lucide-react';
import { type CustomerCall, withCustomer } from '../state/call-kind';

export type ActContext = {
  readonly picture: Picture;
  /** The session in the Desk's window. */
  readonly session: Uuid | undefined;
};

export type Intent =
  /** `after` once the server has done it. */
  | { readonly send: MemberCommand; readonly after?: () => void; readonly here?: never }
  /** Something on this screen only. */
  | { readonly here: () => void; readonly send?: never };

export type Act = {
  readonly id: string;
  readonly name: ParseKeys;
  readonly icon: LucideIcon;
  readonly section: 'call' | 'desk' | 'general';
  /** With Ctrl+Alt, by the key's place on the keyboard. */
  readonly hotkey: string;
  /** The key has to be pressed twice within two seconds. */
  readonly twice?: true;
  /** What to do; nothing where the act makes no sense on this screen. */
  intent(context: ActContext): Intent | undefined;
};

export function ringingCall({ picture }: ActContext): RingingCall | undefined {
  return picture.calls.find((call): call is RingingCall => call.state.state === 'ringing');
}

export function talkingCall({ picture }: ActContext): TalkingCall | undefined {
  return picture.calls.find((call): call is TalkingCall => call.state.state === 'talking');
}

/** The talk whose agent this is, with one other in it and nobody else: what is about the two alone can be done. */
export function plainTalk(context: ActContext): TalkingCall | undefined {
  const call = talkingCall(context);
  const elsewhere = call?.consult ?? call?.consulted_by ?? call?.self_service;
  return elsewhere ? undefined : call;
}

/** The same where that other is a customer: the talk can be given to somebody else. */
export function customerTalk(context: ActContext): CustomerTalk | undefined {
  const call = plainTalk(context);
  return call && withCustomer(call) ? call : undefined;
}

/** VC15: the talk in which this agent asks a colleague. */
export function askingCall({ picture }: ActContext): AskingCall | undefined {
  return picture.calls.find(
    (call): call is AskingCall =>
      withCustomer(call) && call.consult !== undefined && call.consulted_by === undefined,
  );
}

/** The offered session whose time is over first. */
export function offeredSession({ picture }: ActContext): OfferedSession | undefined {
  return picture.sessions
    .filter((session): session is OfferedSession => session.offer !== undefined)
    .toSorted((a, b) => a.offer.deadline - b.offer.deadline)[0];
}

export function chosenSession({ picture, session }: ActContext): SessionView | undefined {
  return picture.sessions.find(({ id, offer }) => id === session && !offer);
}

export type RingingCall = CallView & { readonly state: { readonly state: 'ringing' } };
export type TalkingCall = CallView & { readonly state: { readonly state: 'talking' } };
export type CustomerTalk = TalkingCall & CustomerCall;
export type AskingCall = CustomerCall & { readonly consult: NonNullable<CallView['consult']> };
export type OfferedSession = SessionView & { readonly offer: NonNullable<SessionView['offer']> };
