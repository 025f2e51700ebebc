/** VC30: the call of now with a colleague, or at a SIP phone. There is no customer, and so no more to know. */

import { timeWithSeconds } from '@rapport/ui/format/time';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../actions/act-button';
import { isRinging, outboundCall } from '../../actions/outbound-call';
import { InsidePicture } from '../../call-bar/inside-picture';
import { type InternalCall, otherName } from '../../state/call-kind';
import { callWord } from '../../state/call-word';
import { Card } from '../card';
import { Fact, Facts } from '../facts';

type Props = { readonly call: InternalCall };

export function InternalFacts({ call }: Props) {
  const { t, i18n } = useTranslation();
  const { arrived, state } = call;
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
          <InsidePicture call={call} />
          <bdi className="font-semibold text-lg">{otherName(call)}</bdi>
        </p>
        <Facts>
          <Fact name={t('records.kind')}>{t('internal.label')}</Fact>
          <Fact name={t('internal.began')}>{timeWithSeconds(arrived, i18n.language)}</Fact>
          {state.state === 'talking' && (
            <Fact name={t('call.answered')}>{timeWithSeconds(state.since, i18n.language)}</Fact>
          )}
        </Facts>
      </div>
    </Card>
  );
}
