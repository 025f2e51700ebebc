/** The number, how it is read, for which group and with which number it is called, and the button. */

import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import { Phone } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRinging, mayCallOut } from '../actions/outbound-call';
import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { usePreferences } from '../state/preferences';
import { useScreen } from '../state/screen';
import { callOut, type Refusal, refusalText } from './call-out';
import { LineChoice } from './line-choice';
import { lineOf } from './lines';
import { ReadAs } from './read-as';
import { useReading } from './reading';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '0', '⌫'] as const;

type Props = { readonly field: RefObject<HTMLInputElement | null> };

export function DialForm({ field }: Props) {
  const { t } = useTranslation();
  const typed = useScreen(({ dialPad }) => dialPad ?? '');
  const groups = usePicture(picture => picture.groups);
  const dialGroup = usePreferences(preferences => preferences.dialGroup);
  const dialFrom = usePreferences(preferences => preferences.dialFrom);
  const [refusal, setRefusal] = useState<Refusal>();
  const reading = useReading(typed);
  const isLive = useIsLive();
  const busy = useIsPending('dial');
  const line = lineOf(groups, dialGroup, dialFrom);
  const offline = usePicture(({ me }) => me.label === 'offline');
  const rings = usePicture(({ calls }) => calls.find(isRinging)?.id);
  const mayCall = usePicture(mayCallOut) && line !== undefined;
  const isHelp = reading.state === 'number' && reading.telephone.emergency === true;
  useGivesWay(rings, isHelp);

  const type = (number: string) => {
    useScreen.setState({ dialPad: number });
    setRefusal(undefined);
  };
  const press = (key: string) => {
    type(key === '⌫' ? typed.slice(0, -1) : typed + key);
    field.current?.focus();
  };
  const ready = (isHelp || mayCall) && isLive && !busy && typed.trim() !== '';
  const submit = async () => {
    if (ready) setRefusal(await callOut(typed.trim(), line ?? {}));
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
        ref={field}
        label={t('dial.number')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        value={typed}
        onChange={event => type(event.target.value)}
        className="digits text-lg"
      />
      <ReadAs reading={reading} line={line} />
      <div className="grid grid-cols-3 gap-1.5">
        {KEYS.map(key => (
          <button
            key={key}
            type="button"
            aria-label={key === '⌫' ? t('dial.erase') : undefined}
            onClick={() => press(key)}
            className="h-11 rounded-lg border border-edge/60 bg-surface font-medium text-lg hover:bg-hover active:bg-press"
          >
            {key}
          </button>
        ))}
      </div>
      <LineChoice groups={groups} line={line} onChange={() => setRefusal(undefined)} />
      <div aria-live="polite">
        {!isLive && <Notice tone="warning">{t('dial.not-connected')}</Notice>}
        {rings && <Notice tone="warning">{t('dial.help-only-ringing')}</Notice>}
        {offline && <Notice tone="warning">{t('dial.help-only')}</Notice>}
        {refusal && <Notice tone="bad">{refusalText(refusal)}</Notice>}
      </div>
      <Button
        submits
        look="answer"
        size="large"
        icon={Phone}
        busy={busy}
        disabled={!ready}
        className="justify-self-end max-sm:w-full"
      >
        {t('dial.call')}
      </Button>
    </form>
  );
}

/** What begins to ring has to be answered, and the pad stands in front of it. VC44: who calls for help is not disturbed. */
function useGivesWay(rings: string | undefined, isHelp: boolean): void {
  const before = useRef(rings);
  useEffect(() => {
    if (rings !== undefined && rings !== before.current && !isHelp) {
      useScreen.setState({ dialPad: undefined });
    }
    before.current = rings;
  }, [rings, isHelp]);
}
