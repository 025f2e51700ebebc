/** Gives a command to the server and says so when it was not obeyed. Nothing is assumed done before the answer. */

import type { Answer, MemberCommand } from '@rapport/live/wire';
import i18next from 'i18next';
import { create } from 'zustand';
import { connection, useLive } from './live';
import { problemText } from './problem-text';
import { toast } from './toasts';

type CommandName = MemberCommand['command'];

/** Which commands wait for their answer, so that their buttons can show it. */
export const usePending = create<{ readonly names: readonly CommandName[] }>()(() => ({
  names: [],
}));

export function useIsPending(name: CommandName): boolean {
  return usePending(({ names }) => names.includes(name));
}

/** For calls and status. Without a connection it is refused at once: a late Answer or Hold would surprise. */
export async function give(command: MemberCommand): Promise<Answer | undefined> {
  if (useLive.getState().link.state !== 'live') {
    toast(i18next.t('toast.not-connected'), 'bad');
    return undefined;
  }
  const answer = await giveAndHear(command);
  if (answer.problem) toast(problemText(answer.problem), 'bad', answer.cmd_id);
  return answer;
}

/** For who says themselves what the server answers. */
export async function giveAndHear(command: MemberCommand): Promise<Answer> {
  const name = command.command;
  usePending.setState(({ names }) => ({ names: [...names, name] }));
  const answer = await connection.send(command);
  usePending.setState(({ names }) => ({ names: names.toSpliced(names.indexOf(name), 1) }));
  return answer;
}
