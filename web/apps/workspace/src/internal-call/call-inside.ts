/** Calls a colleague or a SIP phone (VC30). The server may refuse: the window says why, and stays. */

import type { InternalTarget, Problem } from '@rapport/live/wire';
import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';

/** Why nobody was called, and who it would have been: words are made of it where it is shown, in the language of that moment. */
export type Refusal = { readonly problem: Problem; readonly name: string };

/** With the call there is the call bar, and no more to do in the window. */
export async function callInside(to: InternalTarget, name: string): Promise<Refusal | undefined> {
  const { problem } = await giveAndHear({ command: 'call-internally', to });
  if (problem) return { problem, name };
  useScreen.setState({ internalCall: false });
  return undefined;
}

/** Some refusals mean something of their own here. */
export function refusalText({ problem, name }: Refusal): string {
  return (
    known(`internal.refused.${problem.code}`, { name }) ??
    known(`dial.refused.${problem.code}`) ??
    problemText(problem)
  );
}
