/** Gives the call away (VC10, VC11, VC13), or asks there first (VC15). The server may refuse: the dialog says why, and everything stays as it was. */

import type {
  ColleagueView,
  DirectoryPhone,
  MemberCommand,
  Problem,
  SessionView,
} from '@rapport/live/wire';
import i18next from 'i18next';
import type { CustomerCall } from '../state/call-kind';
import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { phoneName } from '../state/own-phone';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';
import { toast } from '../state/toasts';
import { idOf, nameOf, type Target } from './targets';

/** Why somebody did not get the call: words are made of it where it is shown, in the language of that moment. */
export type Refusal = { readonly problem: Problem; readonly name: string };

/** Why the call was not handed out, and for which group. */
export type OutsideRefusal = { readonly problem: Problem; readonly group: string };

/** What the dialog is to say, where the call was not taken. */
export async function handOver(
  { id: contact, customer }: CustomerCall,
  target: Target,
  note: string,
): Promise<Refusal | undefined> {
  const name = nameOf(target);
  const done = () => toast(i18next.t('transfer.done', { customer: customer.name, name }), 'good');
  return askFor({ command: 'transfer', contact, to: idOf(target), ...written(note) }, name, done);
}

/** DK05: the same of a session, whose customer reads on meanwhile. */
export async function handSessionOver(
  { id: contact, customer }: SessionView,
  target: Target,
  note: string,
): Promise<Refusal | undefined> {
  const name = nameOf(target);
  const done = () =>
    toast(i18next.t('session-transfer.done', { customer: customer.name, name }), 'good');
  const command = { command: 'transfer', contact, to: idOf(target), ...written(note) } as const;
  const problem = await ask(command, done, problem => sessionRefusalText({ problem, name }));
  return problem && { problem, name };
}

/** VC13: `number` as it was typed. What the dialog is to say, where the call was not taken. */
export async function handOut(
  { id: contact, customer, group }: CustomerCall,
  number: string,
  shown: string,
): Promise<OutsideRefusal | undefined> {
  const done = () =>
    toast(i18next.t('transfer.done', { customer: customer.name, name: shown }), 'good');
  const command = { command: 'transfer-out', contact, number } as const;
  const problem = await ask(command, done, problem =>
    outsideRefusalText({ problem, group: group.name }),
  );
  return problem && { problem, group: group.name };
}

/** VC15: the call bar shows how it goes on. */
export async function consultOutFirst(
  { id: contact, group }: CustomerCall,
  number: string,
): Promise<OutsideRefusal | undefined> {
  const problem = await ask({ command: 'consult-out', contact, number }, undefined, problem =>
    outsideRefusalText({ problem, group: group.name }),
  );
  return problem && { problem, group: group.name };
}

/** The call bar shows how it goes on. */
export async function consultFirst(
  { id: contact }: CustomerCall,
  { id: member, name }: ColleagueView,
  note: string,
): Promise<Refusal | undefined> {
  return askFor({ command: 'consult', contact, member, ...written(note) }, name);
}

/** VC15: whoever is near a SIP phone, or the member who takes calls by it. */
export async function consultPhoneFirst(
  { id: contact }: CustomerCall,
  phone: DirectoryPhone,
  note: string,
): Promise<Refusal | undefined> {
  const command = { command: 'consult-phone', contact, sip_phone: phone.id } as const;
  return askFor({ ...command, ...written(note) }, phoneName(phone));
}

function written(note: string): { note?: string } {
  return note.trim() ? { note } : {};
}

async function askFor(
  command: Handing,
  name: string,
  done?: () => void,
): Promise<Refusal | undefined> {
  const problem = await ask(command, done, problem => refusalText({ problem, name }));
  return problem && { problem, name };
}

type Handing = Extract<
  MemberCommand,
  { command: 'transfer' | 'transfer-out' | 'consult' | 'consult-phone' | 'consult-out' }
>;

/** What was refused, where the dialog is still there to say it. */
async function ask(
  command: Handing,
  done: (() => void) | undefined,
  words: (problem: Problem) => string,
): Promise<Problem | undefined> {
  const { problem } = await giveAndHear(command);
  const open = useScreen.getState().transferring === command.contact;
  if (!problem) {
    if (open) useScreen.setState({ transferring: undefined });
    done?.();
    return undefined;
  }
  if (open) return problem;
  toast(words(problem), 'bad');
  return undefined;
}

/** Some refusals mean something of their own here. */
export function refusalText({ problem, name }: Refusal): string {
  return known(`transfer.refused.${problem.code}`, { name }) ?? problemText(problem);
}

export function sessionRefusalText({ problem, name }: Refusal): string {
  return known(`session-transfer.refused.${problem.code}`, { name }) ?? problemText(problem);
}

/** As the dial pad says it of the same number. */
export function outsideRefusalText({ problem, group }: OutsideRefusal): string {
  return known(`dial.refused.${problem.code}`, { group }) ?? problemText(problem);
}
