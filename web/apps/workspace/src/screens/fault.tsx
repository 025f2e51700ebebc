/** Pages for what went wrong: an address that is none, one that is not for this member, a view that broke. */

import { ApiError } from '@rapport/api/client';
import { Button } from '@rapport/ui/components/button';
import { Empty } from '@rapport/ui/components/empty';
import { Compass, Lock, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { go } from '../state/screen';
import { usePageTitle } from './page-title';

export function Missing() {
  const { t } = useTranslation();
  usePageTitle(t('missing.title'));
  return (
    <Empty
      icon={Compass}
      heading
      title={t('missing.title')}
      why={t('missing.why')}
      action={<Button onClick={() => go('/')}>{t('missing.home')}</Button>}
    />
  );
}

/** Names who can help: a closed door without a bell is a dead end. */
export function Forbidden() {
  const { t } = useTranslation();
  usePageTitle(t('forbidden.title'));
  return (
    <Empty
      icon={Lock}
      heading
      title={t('forbidden.title')}
      why={t('forbidden.why')}
      action={<Button onClick={() => go('/')}>{t('missing.home')}</Button>}
    />
  );
}

export function Fault({ error }: { readonly error?: unknown }) {
  const { t } = useTranslation();
  usePageTitle(t('fault.title'));
  if (error instanceof ApiError && error.problem.status === 403) return <Forbidden />;
  return (
    <Empty
      icon={TriangleAlert}
      heading
      title={t('fault.title')}
      why={t('fault.why')}
      action={
        <Button icon={RotateCw} onClick={() => location.reload()}>
          {t('link.reload')}
        </Button>
      }
    />
  );
}
