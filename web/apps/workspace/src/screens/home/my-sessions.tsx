/** The sessions that run now, to go on with. */

import { Button } from '@rapport/ui/components/button';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { go } from '../../state/screen';
import { Card } from '../card';
import { RowMenu } from '../desk/row-menu';
import { SessionList } from '../desk/session-list';

export function MySessions() {
  const { t } = useTranslation();
  const { sessions_open: open, sessions_max: max } = usePicture(({ me }) => me);
  const any = usePicture(({ sessions }) => sessions.length > 0);
  return (
    <Card
      title={t('home.sessions')}
      aside={
        <>
          <span
            className="digits text-ink-faint text-sm"
            title={t('desk.load-label', { open, max })}
          >
            {t('desk.load', { open, max })}
          </span>
          <Button size="small" onClick={() => go('/desk')}>
            {t('home.open-desk')}
          </Button>
        </>
      }
    >
      {any ? (
        <RowMenu className="p-2">
          <SessionList />
        </RowMenu>
      ) : (
        <p className="px-4 py-6 text-center text-ink-faint">{t('home.sessions-none')}</p>
      )}
    </Card>
  );
}
