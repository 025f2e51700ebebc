/** Gives the call away (VC10, VC11). The server may refuse: the dialog says why, and everything stays as it was. */

import type { CallView, Problem } from '@rapport/live/wire';
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
): Promise<Refusal | undefined> {
  const { problem } = await giveAndHear({ command: 'transfer', contact, to: idOf(target) });
  const name = nameOf(target);
  const open = useScreen.getState().transferring === contact;
  if (!problem) {
    if (open) useScreen.setState({ transferring: undefined });
    toast(i18next.t('transfer.done', { customer: customer.name, name }), 'good');
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
