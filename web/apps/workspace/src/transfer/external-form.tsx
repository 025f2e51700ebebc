/** External Line Transfer (VC13, W13): a number outside, whether it may be called, what happens then, and the buttons. */

import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import { MessageCircleQuestionMark, PhoneForwarded } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerTalk } from '../actions/act';
import { NumberRead } from '../dial-pad/read-as';
import { type Reading, useReading } from '../dial-pad/reading';
import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { consultOutFirst, handOut, type OutsideRefusal, outsideRefusalText } from './hand-over';

type Props = { readonly call: CustomerTalk };

export function ExternalForm({ call }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<OutsideRefusal>();
  const reading = useReading(typed);
  const isLive = useIsLive();
  const handing = useIsPending('transfer-out');
  const asking = useIsPending('consult-out');
  const verdict = useVerdict(call, reading);

  const number = typed.trim();
  const ready = isLive && number !== '' && verdict !== 'not-allowed' && verdict !== 'emergency';
  const submit = async () => {
    if (!ready || handing || asking) return;
    setRefusal(undefined);
    const written = reading.state === 'number' ? reading.telephone.written : number;
    setRefusal(await handOut(call, number, written));
  };
  const consult = async () => {
    setRefusal(undefined);
    setRefusal(await consultOutFirst(call, number));
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
      className="grid gap-3"
    >
      <Field
        label={t('dial.number')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setRefusal(undefined);
        }}
        className="digits text-lg"
      />
      <p aria-live="polite" className="digits min-h-10 text-sm">
        <NumberRead reading={reading} />
        {verdict && (
          <span className={verdict === 'allowed' ? 'text-available' : 'text-busy'}>
            {t(VERDICTS[verdict])}
          </span>
        )}
      </p>
      <div className="min-h-20">
        {isLive ? (
          <p className="text-ink-soft">
            {t('transfer.to-line')} {t('consult.to-line')}
          </p>
        ) : (
          <Notice tone="warning">{t('transfer.not-connected')}</Notice>
        )}
      </div>
      {refusal && (
        <Notice tone="bad" role="alert">
          {outsideRefusalText(refusal)}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
        <Button
          size="large"
          icon={MessageCircleQuestionMark}
          busy={asking}
          disabled={!ready || handing}
          onClick={() => void consult()}
        >
          {t('consult.first')}
        </Button>
        <Button
          submits
          look="primary"
          size="large"
          icon={PhoneForwarded}
          busy={handing}
          disabled={!ready || asking}
        >
          {t('transfer.start')}
        </Button>
      </div>
    </form>
  );
}

const VERDICTS = {
  allowed: 'dial.allowed',
  'not-allowed': 'dial.not-allowed',
  emergency: 'transfer.no-help',
} as const;

/** The rules of the call's group hold, or of my own where I am not in it. The server judges again. */
function useVerdict({ group }: CustomerTalk, reading: Reading): keyof typeof VERDICTS | undefined {
  const own = usePicture(picture => picture.groups);
  if (reading.state !== 'number') return undefined;
  const { emergency, groups } = reading.telephone;
  // VC44: help comes to who calls it.
  if (emergency) return 'emergency';
  const mayOfThis = groups.includes(group.id);
  const isOwn = own.some(({ id }) => id === group.id);
  return mayOfThis || (!isOwn && groups.length > 0) ? 'allowed' : 'not-allowed';
}
