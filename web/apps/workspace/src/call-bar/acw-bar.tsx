/** After-call work (W16): the countdown of the server, the way back, and the way to stay. */

import type { Acw } from '@rapport/live/wire';
import { CountdownRing } from '@rapport/ui/components/countdown-ring';
import { StatusShape } from '@rapport/ui/components/status-shape';
import { clockFace, clockFaceLeft } from '@rapport/ui/format/duration';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../actions/act-button';
import { backToReception } from '../actions/back-to-reception';
import { continueAfterCallWork } from '../actions/continue-after-call-work';
import { usePicture } from '../state/live';
import { statusText } from '../state/status-text';
import { serverNow, useTimed } from '../state/timed';
import { Bar } from './bar';

type Props = { readonly acw: Acw };

export function AcwBar({ acw }: Props) {
  const { t } = useTranslation();
  return (
    <Bar label={t('acw.region')} tint="acw">
      <Ring acw={acw} />
      <div className="min-w-0 flex-1 leading-5">
        <p className="font-semibold">{t('acw.title')}</p>
        <p className="digits text-ink-soft text-sm">
          <Words acw={acw} />
        </p>
      </div>
      <Announcer acw={acw} />
      <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:flex-1">
        {acw.until !== undefined && <ActButton act={continueAfterCallWork} size="large" />}
        <ActButton act={backToReception} look="primary" size="large" />
      </div>
    </Bar>
  );
}

function Ring({ acw: { since, until } }: Props) {
  const left = useTimed(now =>
    until === undefined ? undefined : Math.ceil(Math.max(0, until - now) / 1000),
  );
  if (until === undefined) {
    return (
      <span className="tinted-strong grid size-10 place-items-center rounded-full">
        <StatusShape label="after-call-work" className="size-4" />
      </span>
    );
  }
  return (
    <CountdownRing from={since} until={until} now={serverNow()} className="text-after-call-work">
      {left}
    </CountdownRing>
  );
}

/** ST07: what the countdown leads to. */
function Words({ acw: { since, until } }: Props) {
  const { t } = useTranslation();
  const next = usePicture(({ me }) => me.next);
  const status = statusText(next?.to ?? 'available', next?.break_reason);
  const time = useTimed(now =>
    until === undefined ? clockFace(now - since) : clockFaceLeft(until - now),
  );
  return t(until === undefined ? 'acw.continued' : 'acw.left', { time, status });
}

/** Its start, and once how little is left; that is ten seconds, or less where it is shorter or the page was just opened. */
function Announcer({ acw: { until } }: Props) {
  const { t } = useTranslation();
  const ending = useTimed(now => until !== undefined && until - now <= 10_000);
  return (
    <p aria-live="polite" className="sr-only">
      {ending && until !== undefined ? <Ending until={until} /> : t('acw.started')}
    </p>
  );
}

/** The number of the moment it is first said. Counting on would be read out every second. */
function Ending({ until }: { readonly until: number }) {
  const { t } = useTranslation();
  const [count] = useState(() => Math.ceil(Math.max(0, until - serverNow()) / 1000));
  return t('acw.seconds-left', { count });
}
