/** Voicemails of the member's groups as work (VC42): heard, claimed, called back, done. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../card';
import { Page } from '../page';
import { usePageTitle } from '../page-title';
import { VoiceTabs } from '../voice/voice-tabs';
import { voicemailsQuery } from './queries';
import { useRefresh } from './refresh';
import { type Shown, VoicemailList } from './voicemail-list';

const SHOWN: readonly Shown[] = ['to-do', 'all'];

export function Voicemails() {
  const { t } = useTranslation();
  usePageTitle(t('voicemail.title'));
  const [shown, show] = useState<Shown>('to-do');
  const refresh = useRefresh();
  const isFetching = useQuery(voicemailsQuery()).isFetching;
  return (
    <Page title={t('voice.title')} aside={<VoiceTabs />}>
      <Card
        title={t('voicemail.title')}
        aside={
          <>
            <fieldset className="flex gap-0.5 rounded-lg bg-hover p-0.5">
              <legend className="sr-only">{t('voicemail.shown')}</legend>
              {SHOWN.map(one => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={one === shown}
                  onClick={() => show(one)}
                  className={join(
                    'rounded-md px-2.5 py-0.5 font-medium text-sm',
                    one === shown ? 'bg-surface shadow-low' : 'text-ink-soft hover:text-ink',
                  )}
                >
                  {t(`voicemail.shown.${one}`)}
                </button>
              ))}
            </fieldset>
            <IconButton
              name={t('voicemail.refresh')}
              icon={RotateCw}
              aria-busy={isFetching}
              onClick={() => void refresh()}
            />
          </>
        }
      >
        <VoicemailList key={shown} shown={shown} />
      </Card>
    </Page>
  );
}
