/** Gives the call away (VC10, VC11). The server may refuse: the dialog says why, and everything stays as it was. */

import type { CallView, Problem } from '@rapport/live/wire';
import i18next from 'i18next';
import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';
import { toast } from '../state/toasts';
import { idOf, nameOf, type Target } from './targets';

/** What to say in the dialog, where the call was not taken. */
export async function handOver(
  { id: contact, customer }: CallView,
  target: Target,
): Promise<string | undefined> {
  const { problem } = await giveAndHear({ command: 'transfer', contact, to: idOf(target) });
  const name = nameOf(target);
  const open = useScreen.getState().transferring === contact;
  if (!problem) {
    if (open) useScreen.setState({ transferring: undefined });
    toast(i18next.t('transfer.done', { customer: customer.name, name }), 'good');
    return undefined;
  }
  const why = refusalText(problem, name);
  if (open) return why;
  toast(why, 'bad');
  return undefined;
}

/** Some refusals mean something of their own here. */
function refusalText(problem: Problem, name: string): string {
  return known(`transfer.refused.${problem.code}`, { name }) ?? problemText(problem);
}
