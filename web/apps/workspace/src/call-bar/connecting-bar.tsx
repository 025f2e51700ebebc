/** Between Answer and sound, at most a second or two; and a call of one's own that nobody has answered yet. */

import type { CallView } from '@rapport/live/wire';
import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { hangUp } from '../actions/hang-up';
import { inputNumber, takesKeys } from '../actions/input-number';
import { callWord } from '../state/call-word';
import { useScreen } from '../state/screen';
import { Bar } from './bar';
import { Controls } from './controls';
import { HandsetSign } from './handset-sign';
import { Who } from './who';

type Props = { readonly call: CallView };

export function ConnectingBar({ call }: Props) {
  const { t } = useTranslation();
  const typing = useScreen(({ keypad }) => keypad === call.id);
  return (
    <Bar label={t('call.region')} tint="talking">
      <Who call={call} />
      <p role="status" className="flex items-center gap-2 font-medium text-in-line">
        <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" />
        {t(callWord(call))}
      </p>
      <HandsetSign />
      <Controls
        controls={[takesKeys(call) && { act: inputNumber, expanded: typing }]}
        end={hangUp}
      />
    </Bar>
  );
}
