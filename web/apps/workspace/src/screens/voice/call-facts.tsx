/** Everything known about the call of now. Its controls are in the call bar. */

import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { CameBy } from '../../call-bar/came-by';
import type { CustomerCall } from '../../state/call-kind';
import { Fact } from '../facts';
import { FactsCard } from './facts-card';

type Props = { readonly call: CustomerCall };

export function CallFacts({ call }: Props) {
  return (
    <FactsCard
      call={call}
      who={call.customer}
      before={<Arrival call={call} />}
      after={<Asked call={call} />}
    />
  );
}

function Arrival({ call }: Props) {
  const { t, i18n } = useTranslation();
  const { customer, dialled, group, arrived } = call;
  const isOut = call.direction === 'outbound';
  return (
    <>
      <Fact name={t('call.number')}>
        <bdi>{customer.number ?? t('call.no-number')}</bdi>
      </Fact>
      <Fact name={t(isOut ? 'dial.from' : 'call.dialled')}>
        <bdi>{dialled}</bdi>
      </Fact>
      <Fact name={t('call.group')}>{group.name}</Fact>
      {call.came_by && (
        <Fact name={t('call.came-by')}>
          <CameBy by={call.came_by} />
        </Fact>
      )}
      <Fact name={t(isOut ? 'dial.dialled' : 'call.arrived')}>
        {timeWithSeconds(arrived, i18n.language)}
      </Fact>
    </>
  );
}

/** VC15: who asked me, or whom I ask. */
function Asked({ call: { consult, consulted_by: asker } }: Props) {
  const { t } = useTranslation();
  if (asker) {
    return (
      <Fact name={t('consult.asked-by')}>
        <bdi>{asker.name}</bdi>
      </Fact>
    );
  }
  return (
    consult && (
      <Fact name={t(`consult.asked-${consult.asked.kind}`)}>
        <bdi>{consult.asked.name}</bdi>
      </Fact>
    )
  );
}
