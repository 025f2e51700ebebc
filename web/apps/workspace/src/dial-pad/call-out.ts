/** Calls a number (VC06). The server may refuse: the pad says why, and what was typed stands there still. */

import type { Problem } from '@rapport/live/wire';
import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { usePreferences } from '../state/preferences';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';
import type { Line } from './lines';

/** Why nobody was called, for which group: words are made of it where it is shown, in the language of that moment. */
export type Refusal = { readonly problem: Problem; readonly group: string };

/** Without a line only help is called (VC44). */
export async function callOut(
  number: string,
  { group, from }: Partial<Line>,
): Promise<Refusal | undefined> {
  const { problem } = await giveAndHear({
    command: 'dial',
    number,
    ...(group && { group: group.id }),
    ...(from && { from: from.id }),
  });
  if (problem) return { problem, group: group?.name ?? '' };
  if (group) {
    usePreferences.setState(({ dialFrom }) => ({
      dialGroup: group.id,
      ...(from && { dialFrom: { ...dialFrom, [group.id]: from.id } }),
    }));
  }
  useScreen.setState({ dialPad: undefined });
  return undefined;
}

/** Some refusals mean something of their own here. */
export function refusalText({ problem, group }: Refusal): string {
  return known(`dial.refused.${problem.code}`, { group }) ?? problemText(problem);
}
