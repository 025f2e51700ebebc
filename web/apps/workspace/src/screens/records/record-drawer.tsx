/** One record in full, beside the table: facts, recordings or transcript, timeline, and why this agent got it (RT06). */

import type { RecordDetail, Uuid } from '@rapport/live/wire';
import { Empty } from '@rapport/ui/components/empty';
import { IconButton } from '@rapport/ui/components/icon-button';
import { clockFace } from '@rapport/ui/format/duration';
import { dateAndTime } from '@rapport/ui/format/time';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileQuestion, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fact, Facts } from '../facts';
import { RatingFacts } from '../rating-facts';
import { Decisions } from './decisions';
import { EndBadge } from './end-badge';
import { KindIcon } from './kind-icon';
import { Notes } from './notes';
import { recordQuery } from './queries';
import type { RecordFilter } from './record-filter';
import { calledName, recordName } from './record-name';
import type { Asked } from './recording/player';
import { Recordings } from './recording/recordings';
import { Strains } from './strains';
import { Timeline } from './timeline';
import { timelineSteps } from './timeline-steps';
import { Transcript } from './transcript';

type Props = { readonly id: Uuid; readonly filter: RecordFilter };

export function RecordDrawer({ id, filter }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(recordQuery(id));
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  const close = () => void navigate({ to: '/records', search: filter });
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside
      aria-label={t('records.heading')}
      onKeyDown={event => event.key === 'Escape' && close()}
      className="flex w-full max-w-110 shrink-0 flex-col border-line border-l bg-surface max-md:absolute max-md:inset-0 max-md:z-20 max-md:max-w-none"
    >
      <header className="flex items-center gap-3 border-line border-b px-5 py-3">
        {query.data && <KindIcon record={query.data.record} />}
        <h2
          id={headingId}
          ref={heading}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate font-semibold text-lg outline-none"
        >
          <bdi>{query.data && recordName(query.data.record)}</bdi>
        </h2>
        <IconButton name={t('records.close')} icon={X} onClick={close} />
      </header>
      <section
        aria-labelledby={headingId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {query.isError && (
          <Empty icon={FileQuestion} title={t('records.failed')} why={t('records.gone')} />
        )}
        {query.data && <Detail detail={query.data} />}
      </section>
    </aside>
  );
}

function Detail({
  detail: {
    record,
    timeline,
    messages,
    decisions,
    recordings,
    scores = [],
    rating,
    notes = [],
    strains = [],
  },
}: {
  readonly detail: RecordDetail;
}) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<Asked>();
  const steps = timelineSteps(timeline);
  const isInternal = record.direction === 'internal';
  return (
    <div className="divide-y divide-line">
      <div className="p-5">
        <Facts>
          <Fact name={t('records.result')}>
            <EndBadge reason={record.end_reason} />
          </Fact>
          {record.customer?.number && (
            <Fact name={t('call.number')}>
              <bdi>{record.customer.number}</bdi>
            </Fact>
          )}
          {isInternal ? (
            <Fact name={t('records.kind')}>{t('internal.label')}</Fact>
          ) : (
            <Fact name={t('records.entry')}>
              <bdi>{record.entry}</bdi>
            </Fact>
          )}
          {record.group && <Fact name={t('records.group')}>{record.group.name}</Fact>}
          {record.member && (
            <Fact name={t(isInternal ? 'internal.caller' : 'records.member')}>
              {record.member.name}
            </Fact>
          )}
          {isInternal && <Fact name={t('internal.called')}>{calledName(record)}</Fact>}
          <Fact name={t('records.arrived')}>{dateAndTime(record.arrived, i18n.language)}</Fact>
          <Fact name={t('records.waited')}>{clockFace(record.waited)}</Fact>
          {record.talked > 0 && <Fact name={t('records.talked')}>{clockFace(record.talked)}</Fact>}
          {scores.length > 0 && (
            <Fact name={t('records.satisfaction')}>
              {scores.map(score => `★ ${score}`).join(' ')}
            </Fact>
          )}
          {rating && <RatingFacts rating={rating} />}
          {record.held > 0 && <Fact name={t('records.held')}>{clockFace(record.held)}</Fact>}
        </Facts>
      </div>
      {record.kind === 'chat' && record.customer && (
        <Part title={t('records.transcript')}>
          <Transcript messages={messages} customer={record.customer} />
        </Part>
      )}
      {recordings.length > 0 && (
        <Part title={t('records.recording')}>
          <Recordings recordings={recordings} steps={steps} asked={asked} />
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={t('records.notes')}>
          <Notes notes={notes} />
        </Part>
      )}
      {strains.length > 0 && (
        <Part title={t('records.strains')}>
          <Strains strains={strains} />
        </Part>
      )}
      <Part title={t('records.timeline')}>
        <Timeline steps={steps} recordings={recordings} onPlay={setAsked} />
      </Part>
      {!isInternal && (
        <Part title={t('records.decisions')}>
          <Decisions decisions={decisions} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="p-5">
      <h3 className="mb-3 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
