/** Gives the call away (VC10, VC11), or asks a colleague first (VC15). The server may refuse: the dialog says why, and everything stays as it was. */

import type { CallView, ColleagueView, MemberCommand, Problem } from '@rapport/live/wire';
import i18next from 'i18next';
import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';
import { toast } from '../state/toasts';
import { idOf, nameOf, type Target } from './targets';

/** Why somebody did not get the call: words are made of it where it is shown, in the language of that moment. */
export type Refusal = { readonly problem: Problem; readonly name: string };

/** What the dialog is to say, where the call was not taken. */
export async function handOver(
  { id: contact, customer }: CallView,
  target: Target,
  note: string,
): Promise<Refusal | undefined> {
  const name = nameOf(target);
  const done = () => toast(i18next.t('transfer.done', { customer: customer.name, name }), 'good');
  return ask({ command: 'transfer', contact, to: idOf(target), ...written(note) }, name, done);
}

/** The call bar shows how it goes on. */
export async function consultFirst(
  { id: contact }: CallView,
  { id: member, name }: ColleagueView,
  note: string,
): Promise<Refusal | undefined> {
  return ask({ command: 'consult', contact, member, ...written(note) }, name);
}

function written(note: string): { note?: string } {
  return note.trim() ? { note } : {};
}

async function ask(
  command: Extract<MemberCommand, { command: 'transfer' | 'consult' }>,
  name: string,
  done?: () => void,
): Promise<Refusal | undefined> {
  const { problem } = await giveAndHear(command);
  const open = useScreen.getState().transferring === command.contact;
  if (!problem) {
    if (open) useScreen.setState({ transferring: undefined });
    done?.();
    return undefined;
  }
  const refusal = { problem, name };
  if (open) return refusal;
  toast(refusalText(refusal), 'bad');
  return undefined;
}

/** Some refusals mean something of their own here. */
export function refusalText({ problem, name }: Refusal): string {
  return known(`transfer.refused.${problem.code}`, { name }) ?? problemText(problem);
}
