/** VC30: the call of now with a colleague, or at a SIP phone. There is no customer, and so no more to know. */

import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { InsidePicture } from '../../call-bar/inside-picture';
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
  return <FactsCard call={call} portrait={<InsidePicture call={call} />} before={before} />;
}
