/** VC30: the call with a colleague of now. There is no customer, and so no more to know. */

import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import type { InternalCall } from '../../state/call-kind';
import { Fact } from '../facts';
import { FactsCard } from './facts-card';

type Props = { readonly call: InternalCall };

export function InternalFacts({ call }: Props) {
  const { t, i18n } = useTranslation();
  const before = (
    <>
      <Fact name={t('records.kind')}>{t('internal.label')}</Fact>
      <Fact name={t('internal.began')}>{timeWithSeconds(call.arrived, i18n.language)}</Fact>
    </>
  );
  return <FactsCard call={call} who={call.colleague} before={before} />;
}
