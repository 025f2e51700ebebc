/** Home (W4): my status, my contacts, and who waits in my groups. */

import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { Card } from '../card';
import { GroupsTable } from '../groups-table';
import { Page } from '../page';
import { usePageTitle } from '../page-title';
import { Checklist } from './checklist';
import { MySessions } from './my-sessions';
import { MyStatus } from './my-status';

export function Home() {
  const { t } = useTranslation();
  usePageTitle(t('home.title'));
  const name = usePicture(({ me }) => me.myself.name);
  return (
    <Page title={t('home.hello', { name })}>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <div className="grid gap-4">
          <MyStatus />
          <Card title={t('home.waiting')}>
            <GroupsTable />
          </Card>
        </div>
        <div className="grid gap-4">
          <Checklist />
          <MySessions />
        </div>
      </div>
    </Page>
  );
}
