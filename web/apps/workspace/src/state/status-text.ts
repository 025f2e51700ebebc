/** A status in words, with the reason where there is one. */

import type { BreakReasonView, Label } from '@rapport/live/wire';
import i18next from 'i18next';

export function statusText(label: Label, reason?: BreakReasonView): string {
  const status = i18next.t(`status.${label}`);
  return reason ? i18next.t('status.with-reason', { status, reason: reasonText(reason) }) : status;
}

/** ST02: the built-in reason has no id; its words are ours. */
function reasonText({ id, name }: BreakReasonView): string {
  return id === undefined ? i18next.t('status.missed-calls') : name;
}
