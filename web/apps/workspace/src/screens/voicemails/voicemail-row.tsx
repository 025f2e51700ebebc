/** One voicemail: who called and when, whose work it is, what was said, and what can be done with it. */

import type { VoicemailView } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { dateAndTime, shortDateAndTime } from '@rapport/ui/format/time';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { serverNow, useTimed } from '../../state/timed';
import { useCallerName } from './caller-name';
import { standingOf } from './standing';
import { VoicemailActs } from './voicemail-acts';
import { VoicemailPlayer } from './voicemail-player';

type Props = {
  readonly voicemail: VoicemailView;
  /** Before anything is asked of the server. */
  readonly onAct: () => void;
};

export function VoicemailRow({ voicemail, onAct }: Props) {
  const { t, i18n } = useTranslation();
  const heading = useId();
  const me = usePicture(picture => picture.me.myself.id);
  const standing = useTimed(now => standingOf(voicemail, me, now));
  const name = useCallerName(voicemail);
  const { caller, number, group, left_at, sound, called_back } = voicemail;
  return (
    <li aria-labelledby={heading} className="grid grid-cols-1 gap-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 id={heading} className="min-w-0 flex-1 truncate font-medium">
          <bdi>{name}</bdi>
        </h3>
        <time
          dateTime={new Date(left_at).toISOString()}
          title={dateAndTime(left_at, i18n.language)}
          className="digits text-ink-faint text-sm"
        >
          {shortDateAndTime(left_at, serverNow(), i18n.language)}
        </time>
      </div>
      <p className="digits flex flex-wrap gap-x-3 text-ink-soft text-sm">
        {caller && <bdi>{number ?? t('call.no-number')}</bdi>}
        <span>{group.name}</span>
        {sound.sound === 'ready' && (
          <span>{t('voicemail.length', { length: clockFace(sound.ms) })}</span>
        )}
        {called_back && <span>{t('voicemail.called-back')}</span>}
      </p>
      {sound.sound === 'ready' ? (
        <VoicemailPlayer id={voicemail.id} length={sound.ms} caller={name} />
      ) : (
        <p className="text-ink-soft">{t(`voicemail.sound.${sound.sound}`)}</p>
      )}
      <VoicemailActs voicemail={voicemail} standing={standing} onAct={onAct} />
    </li>
  );
}
