/** Calls a number (VC06). The server may refuse: the pad says why, and what was typed stands there still. */

import { giveAndHear } from '../state/give';
import { known } from '../state/known';
import { usePreferences } from '../state/preferences';
import { problemText } from '../state/problem-text';
import { useScreen } from '../state/screen';
import type { Line } from './lines';

/** What to say, where nobody was called. */
export async function callOut(number: string, { group, from }: Line): Promise<string | undefined> {
  const { problem } = await giveAndHear({
    command: 'dial',
    number,
    group: group.id,
    ...(from && { from: from.id }),
  });
  if (problem) {
    return known(`dial.refused.${problem.code}`, { group: group.name }) ?? problemText(problem);
  }
  usePreferences.setState(({ dialFrom }) => ({
    dialGroup: group.id,
    ...(from && { dialFrom: { ...dialFrom, [group.id]: from.id } }),
  }));
  useScreen.setState({ dialPad: undefined });
  return undefined;
}
