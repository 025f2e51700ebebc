/** The voice half (W6, W8): the call of now with all that is known, or why there is none; recent calls beside it. */

import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { Card } from '../card';
import { GroupsTable } from '../groups-table';
import { Page } from '../page';
import { usePageTitle } from '../page-title';
import { CallFacts } from './call-facts';
import { NoCall } from './no-call';
import { RecentCalls } from './recent-calls';
import { VoiceTabs } from './voice-tabs';

export function Voice() {
  const { t } = useTranslation();
  usePageTitle(t('voice.title'));
  const call = usePicture(({ calls }) => calls[0]);
  return (
    <Page title={t('voice.title')} aside={<VoiceTabs />}>
      <div className="grid gap-4 md:grid-cols-2">
        {call ? <CallFacts call={call} /> : <NoCall />}
        <Card title={t('voice.groups')}>
          <GroupsTable kind="voice" />
        </Card>
        <Card title={t('voice.recent')} className="md:col-span-2">
          <RecentCalls />
        </Card>
      </div>
    </Page>
  );
}
