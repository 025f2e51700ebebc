/** Pages for what went wrong: an address that is none, a view that broke. */

import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { Compass, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { go } from '../state/screen';

export function Missing() {
  const { t } = useTranslation();
  return (
    <main className="h-dvh">
      <Empty
        icon={Compass}
        title={t('missing.title')}
        why={t('missing.why')}
        action={<Button onClick={() => go('/')}>{t('missing.home')}</Button>}
      />
    </main>
  );
}

export function Fault() {
  const { t } = useTranslation();
  return (
    <main className="h-dvh">
      <Empty
        icon={TriangleAlert}
        title={t('fault.title')}
        why={t('fault.why')}
        action={
          <Button icon={RotateCw} onClick={() => location.reload()}>
            {t('link.reload')}
          </Button>
        }
      />
    </main>
  );
}
