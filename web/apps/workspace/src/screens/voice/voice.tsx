/** The voice half (W6, W8): the call of now with all that is known, or why there is none; recent calls beside it. */

import { useTranslation } from 'react-i18next';
import { isInternal, withCustomer } from '../../state/call-kind';
import { usePicture } from '../../state/live';
import { Card } from '../card';
import { GroupsTable } from '../groups-table';
import { Page } from '../page';
import { usePageTitle } from '../page-title';
import { CallFacts } from './call-facts';
import { InternalFacts } from './internal-facts';
import { NoCall } from './no-call';
import { RecentCalls } from './recent-calls';
import { VoiceTabs } from './voice-tabs';

export function Voice() {
  const { t } = useTranslation();
  usePageTitle(t('voice.title'));
  return (
    <Page title={t('voice.title')} aside={<VoiceTabs />}>
      <div className="grid gap-4 md:grid-cols-2">
        <CallOfNow />
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

function CallOfNow() {
  const call = usePicture(({ calls }) => calls[0]);
  if (call && isInternal(call)) return <InternalFacts call={call} />;
  return call && withCustomer(call) ? <CallFacts call={call} /> : <NoCall />;
}
