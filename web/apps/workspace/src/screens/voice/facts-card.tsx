/** The card of the call of now: how it stands, who is at the other end, and what is known of it. */

import { Avatar } from '@rapport/ui/components/avatar';
import { timeWithSeconds } from '@rapport/ui/format/time';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { isRinging, outboundCall } from '../../actions/outbound-call';
import type { CustomerCall, InternalCall } from '../../state/call-kind';
import { callWord } from '../../state/call-word';
import { Card } from '../card';
import { Fact, Facts } from '../facts';

type Props = {
  readonly call: CustomerCall | InternalCall;
  readonly who: { readonly id: string; readonly name: string };
  /** What stands before and after the time of the answer. */
  readonly before: ReactNode;
  readonly after?: ReactNode;
};

export function FactsCard({ call, who, before, after }: Props) {
  const { t, i18n } = useTranslation();
  const { state } = call;
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
      <div className="grid content-start gap-4 p-4">
        <p className="flex items-center gap-3">
          <Avatar id={who.id} name={who.name} size="large" />
          <bdi className="font-semibold text-lg">{who.name}</bdi>
        </p>
        <Facts>
          {before}
          {state.state === 'talking' && (
            <Fact name={t('call.answered')}>{timeWithSeconds(state.since, i18n.language)}</Fact>
          )}
          {after}
        </Facts>
      </div>
    </Card>
  );
}
