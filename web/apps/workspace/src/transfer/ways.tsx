/** The two ways of a call to somebody else (W13): inside the house, or to a line outside. */

import { Tabs } from '@rapport/ui/components/tabs';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerTalk } from '../actions/act';
import { ExternalForm } from './external-form';
import { TransferForm } from './transfer-form';

type Props = { readonly call: CustomerTalk; readonly filter: RefObject<HTMLInputElement | null> };

export function Ways({ call, filter }: Props) {
  const { t } = useTranslation();
  const [way, setWay] = useState<'internal' | 'external'>('internal');
  return (
    <Tabs
      label={t('transfer.title')}
      tabs={[
        ['internal', t('transfer.internal')],
        ['external', t('transfer.external')],
      ]}
      value={way}
      onChange={setWay}
    >
      {way === 'internal' ? (
        <TransferForm call={call} filter={filter} />
      ) : (
        <ExternalForm call={call} />
      )}
    </Tabs>
  );
}
