/** The parts of the voice half: the calls of now, and what callers have left for one's groups, with how much of it is nobody's yet. */

import { join } from '@rapport/ui/join';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { useTimed } from '../../state/timed';
import { voicemailsQuery } from '../voicemails/queries';
import { useKeepFresh } from '../voicemails/refresh';
import { standingOf } from '../voicemails/standing';

const TABS = [
  ['/voice', 'voice.calls'],
  ['/voice/voicemails', 'voicemail.title'],
] as const;

export function VoiceTabs() {
  const { t } = useTranslation();
  const open = useOpenCount();
  return (
    <nav aria-label={t('voice.parts')} className="flex gap-0.5 rounded-lg bg-hover p-0.5">
      {TABS.map(([to, name]) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true }}
          className={join(
            'flex items-center gap-1.5 rounded-md px-3 py-1 font-medium text-ink-soft text-sm hover:text-ink',
            'aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:shadow-low',
          )}
        >
          {t(name)}
          {to === '/voice/voicemails' && open > 0 && (
            <>
              <span
                aria-hidden
                className="digits min-w-5 rounded-full bg-accent px-1.5 text-center font-semibold text-on-accent text-xs leading-5"
              >
                {open}
              </span>
              <span className="sr-only">{t('voicemail.open-count', { count: open })}</span>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}

function useOpenCount(): number {
  useKeepFresh();
  const me = usePicture(picture => picture.me.myself.id);
  const voicemails = useQuery(voicemailsQuery()).data?.voicemails ?? [];
  return useTimed(now => voicemails.filter(one => standingOf(one, me, now) === 'open').length);
}
