/** Does an act, by click or by key. */

import type { MemberCommand } from '@rapport/live/wire';
import { give } from '../state/give';
import { useLive } from '../state/live';
import { armedTwice, useScreen } from '../state/screen';
import type { Act, ActContext, Intent } from './act';
import { hotkeyNow } from './hotkey';
import { ACTS } from './list';

/** By click: once is enough unless the act's button asks again by itself. */
export function perform(act: Act): void {
  const intent = intentNow(act);
  if (intent) run(intent);
}

/** For an act that is to be confirmed by doing it again. */
export function performTwice(act: Act): void {
  if (intentNow(act) && armedTwice(act.id)) perform(act);
}

/** The first act of the list that has this key and makes sense now. */
export function performKey(hotkey: string): boolean {
  const act = ACTS.find(each => hotkeyNow(each.hotkey) === hotkey && intentNow(each));
  if (!act) return false;
  if (act.twice) performTwice(act);
  else perform(act);
  return true;
}

function intentNow(act: Act): Intent | undefined {
  const context = contextNow();
  return context && act.intent(context);
}

function contextNow(): ActContext | undefined {
  const { picture } = useLive.getState();
  const { session, inDesk } = useScreen.getState();
  return picture && { picture, session: inDesk ? session : undefined };
}

function run(intent: Intent): void {
  if (intent.here) intent.here();
  else void send(intent.send, intent.after);
}

async function send(command: MemberCommand, after?: () => void): Promise<void> {
  const answer = await give(command);
  if (answer && !answer.problem) after?.();
}
