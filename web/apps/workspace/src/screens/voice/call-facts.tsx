/** Everything known about the call of now. Its controls are in the call bar. */

import { Avatar } from '@rapport/ui/components/avatar';
import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { isRinging, outboundCall } from '../../actions/outbound-call';
import { CameBy } from '../../call-bar/came-by';
import type { CustomerCall } from '../../state/call-kind';
import { callWord } from '../../state/call-word';
import { Card } from '../card';
import { Fact, Facts } from '../facts';

type Props = { readonly call: CustomerCall };

export function CallFacts({ call }: Props) {
  const { t, i18n } = useTranslation();
  const { customer, direction, dialled, group, arrived, state } = call;
  const { consult, consulted_by: asker } = call;
  const isOut = direction === 'outbound';
  return (
    <Card
      title={t('home.calls')}
      aside={
        <span className="flex items-center gap-3 text-ink-soft">
          {t(callWord(call))}
          {/* VC44: help need not wait until it has rung out. */}
          {isRinging(call) && <ActButton act={outboundCall} size="small" brief />}
        </span>
      }
    >
      <div className="grid gap-4 p-4">
        <p className="flex items-center gap-3">
          <Avatar id={customer.id} name={customer.name} size="large" />
          <bdi className="font-semibold text-lg">{customer.name}</bdi>
        </p>
        <Facts>
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
          {state.state === 'talking' && (
            <Fact name={t('call.answered')}>{timeWithSeconds(state.since, i18n.language)}</Fact>
          )}
          {asker ? (
            <Fact name={t('consult.asked-by')}>
              <bdi>{asker.name}</bdi>
            </Fact>
          ) : (
            consult && (
              <Fact name={t(`consult.asked-${consult.asked.kind}`)}>
                <bdi>{consult.asked.name}</bdi>
              </Fact>
            )
          )}
        </Facts>
      </div>
    </Card>
  );
}
