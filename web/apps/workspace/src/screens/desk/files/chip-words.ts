/** How far a file is, or why it is not taken, in a few words. */

import type { AttachmentRules, Problem } from '@rapport/api/attachments/depot';
import { progressOf } from '@rapport/api/attachments/tray';
import type { Chip } from '@rapport/api/attachments/tray-view';
import { fileSize } from '@rapport/ui/format/size';
import type { TFunction } from 'i18next';
import { problemText } from '../../../state/problem-text';

export function chipWords(
  chip: Chip,
  t: TFunction,
  language: string,
  rules: AttachmentRules | undefined,
): string {
  const size = fileSize(chip.size, language);
  switch (chip.step.at) {
    case 'waiting':
      return t('files.waiting', { size });
    case 'reading':
      return t('files.reading', { size });
    case 'sending': {
      const percent = new Intl.NumberFormat(language, { style: 'percent' });
      return t('files.sending', { size, percent: percent.format(progressOf(chip)) });
    }
    case 'stalled':
      return t('files.stalled');
    case 'whole':
      return t('files.whole', { size: fileSize(chip.step.file.size, language) });
    case 'refused':
      return whyRefused(chip.step.problem, t, language, rules);
  }
}

/** With the limits, where the server has told them. */
function whyRefused(
  problem: Problem,
  t: TFunction,
  language: string,
  rules: AttachmentRules | undefined,
): string {
  const why = problemText(problem);
  if (problem.code === 'attachment-kind' && rules) {
    return `${why} ${t('files.kinds', { kinds: rules.endings.join(', ') })}`;
  }
  if (problem.code === 'attachment-too-large' && rules) {
    return `${why} ${t('files.size-max', { size: fileSize(rules.size_max, language) })}`;
  }
  return why;
}
