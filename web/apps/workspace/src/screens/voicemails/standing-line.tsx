/** Whose work a voicemail is, by shape and words. It takes the focus when that has changed by one's own act. */

import type { VoicemailView } from '@rapport/live/wire';
import { shortDateAndTime, timeOfDay } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { Circle, CircleCheck, type LucideIcon, UserCheck, UserRound } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../state/timed';
import type { Standing } from './standing';

type Props = {
  readonly voicemail: VoicemailView;
  readonly standing: Standing;
  readonly ref: Ref<HTMLParagraphElement>;
};

const LOOKS: Readonly<Record<Standing, readonly [icon: LucideIcon, colour: string]>> = {
  open: [Circle, 'text-accent'],
  mine: [UserCheck, 'text-available'],
  theirs: [UserRound, 'text-ink-soft'],
  done: [CircleCheck, 'text-ink-faint'],
};

export function StandingLine({ voicemail, standing, ref }: Props) {
  const [Icon, colour] = LOOKS[standing];
  return (
    <p
      ref={ref}
      tabIndex={-1}
      className={join('digits flex min-w-0 grow basis-40 items-center gap-1.5 text-sm', colour)}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <Words voicemail={voicemail} standing={standing} />
    </p>
  );
}

function Words({ voicemail: { state }, standing }: Pick<Props, 'voicemail' | 'standing'>) {
  const { t, i18n } = useTranslation();
  if (standing === 'open' || state.state === 'open') return <>{t('voicemail.open')}</>;
  const name = state.member.name;
  if (state.state === 'done') {
    const time = shortDateAndTime(state.at, serverNow(), i18n.language);
    return <>{t('voicemail.done-by', { name, time })}</>;
  }
  const time = timeOfDay(state.until, i18n.language);
  return <>{t(standing === 'mine' ? 'voicemail.mine' : 'voicemail.theirs', { name, time })}</>;
}
