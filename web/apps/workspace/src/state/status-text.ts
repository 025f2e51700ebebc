/** A status in words, with the reason where there is one. */

import type { BreakReasonView, Label } from '@rapport/live/wire';
import i18next from 'i18next';

export function statusText(label: Label, reason?: BreakReasonView): string {
  const status = i18next.t(`status.${label}`);
  return reason ? i18next.t('status.with-reason', { status, reason: reason.name }) : status;
}
