/** Two-step sign-in in the settings. */

import { Button } from '@rapport/ui/components/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readTotp } from '../../state/account';
import { TwoStep } from '../two-step/two-step';
import { Panel } from './panel';

export function TwoStepSection() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: ['totp'], queryFn: readTotp });
  return (
    <Panel>
      <div className="p-4">
        {error && (
          <div className="flex flex-wrap items-center gap-3">
            <p role="alert" className="flex-1">
              {t('two-step.failed')}
            </p>
            <Button onClick={() => void refetch()}>{t('records.try-again')}</Button>
          </div>
        )}
        {data && <TwoStep view={data} onChanged={() => void refetch()} />}
      </div>
    </Panel>
  );
}
