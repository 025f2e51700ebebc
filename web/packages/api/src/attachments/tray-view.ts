/** The files of one message as they are shown. */

import type { AttachmentRules } from './depot';
import type { Step } from './upload';

export type Chip = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** The address of the picture in this page; absent for what is none. */
  readonly picture?: string;
  readonly step: Step;
};

export type TrayView = {
  readonly chips: readonly Chip[];
  /** How many of those chosen last were more than a message may have. */
  readonly leftOut: number;
  /** The one that has come to an end or to a halt last: what is worth saying aloud. */
  readonly news: string | undefined;
  readonly rules: AttachmentRules | undefined;
};

/** Empty, all whole, still coming, or something in it is not taken. */
export function stateOf({ chips }: TrayView): 'empty' | 'whole' | 'coming' | 'stuck' {
  if (chips.length === 0) return 'empty';
  if (chips.some(({ step }) => step.at === 'refused')) return 'stuck';
  return chips.every(({ step }) => step.at === 'whole') ? 'whole' : 'coming';
}
