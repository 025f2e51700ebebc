/** The voicemails, or why there are none. What was acted on stays in its place until one looks anew. */

import type { Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert, Voicemail as VoicemailIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { voicemailsQuery } from './queries';
import { VoicemailRow } from './voicemail-row';

/** `to-do`: all that is not done, whoever has it. */
export type Shown = 'to-do' | 'all';

type Props = { readonly shown: Shown };

/** Each row has a player: a long list comes in parts. */
const PART = 50;

export function VoicemailList({ shown }: Props) {
  const { t } = useTranslation();
  const { data, isError, refetch } = useQuery(voicemailsQuery());
  const [touched, setTouched] = useState<ReadonlySet<Uuid>>(new Set());
  const [parts, setParts] = useState(1);
  // An answer that could not be renewed is still the last that is known.
  if (!data) {
    return isError ? (
      <Empty
        icon={TriangleAlert}
        title={t('voicemail.failed')}
        why={t('voicemail.failed-why')}
        action={<Button onClick={() => void refetch()}>{t('records.try-again')}</Button>}
      />
    ) : (
      <p role="status" className="px-4 py-6 text-center text-ink-faint">
        {t('voicemail.loading')}
      </p>
    );
  }
  const all = data.voicemails;
  const listed =
    shown === 'all'
      ? all
      : all
          .filter(({ id, state }) => state.state !== 'done' || touched.has(id))
          .toSorted((a, b) => a.left_at - b.left_at);
  if (listed.length === 0) {
    const nothing = all.length === 0;
    return (
      <Empty
        icon={VoicemailIcon}
        title={t(nothing ? 'voicemail.none' : 'voicemail.none-to-do')}
        why={t(nothing ? 'voicemail.none-why' : 'voicemail.none-to-do-why')}
      />
    );
  }
  return (
    <div className="min-w-0">
      {isError && (
        <p role="alert" className="px-4 pt-3 text-busy">
          {t('voicemail.stale')}
        </p>
      )}
      <ul aria-label={t('voicemail.title')} className="divide-y divide-line">
        {listed.slice(0, parts * PART).map(voicemail => (
          <VoicemailRow
            key={voicemail.id}
            voicemail={voicemail}
            onAct={() => setTouched(before => new Set([...before, voicemail.id]))}
          />
        ))}
      </ul>
      {listed.length > parts * PART && (
        <p className="border-line border-t p-3 text-center">
          <Button onClick={() => setParts(parts + 1)}>{t('records.more')}</Button>
        </p>
      )}
    </div>
  );
}
