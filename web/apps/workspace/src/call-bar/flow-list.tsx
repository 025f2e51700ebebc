/** The flows that the call's group offers (W15), over the call bar: one is chosen and started. */

import type { CallView, Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { IconButton } from '@rapport/ui/components/icon-button';
import { Play, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { give, useIsPending } from '../state/give';
import { useScreen } from '../state/screen';

type Props = { readonly call: CallView };

export function FlowList({ call }: Props) {
  const { t } = useTranslation();
  const flows = call.flows ?? [];
  const [chosen, setChosen] = useState<Uuid | undefined>(flows[0]?.id);
  const pending = useIsPending('start-self-service');
  const panel = useRef<HTMLFieldSetElement>(null);
  const name = useId();
  useEffect(() => panel.current?.querySelector('input')?.focus(), []);
  const flow = flows.find(({ id }) => id === chosen)?.id ?? flows[0]?.id;
  const start = async () => {
    if (!flow) return;
    const answer = await give({ command: 'start-self-service', contact: call.id, flow });
    if (answer && !answer.problem) close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    close();
    event.stopPropagation();
  };
  return (
    <fieldset
      ref={panel}
      onKeyDown={onKeyDown}
      className="absolute right-4 bottom-full z-20 mb-2 w-80 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-raised p-3 text-ink shadow-high"
    >
      <legend className="sr-only">{t('service.name')}</legend>
      <header className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{t('service.name')}</h2>
        <IconButton name={t('shortcuts.close')} icon={X} onClick={close} className="-mt-1 -mr-1" />
      </header>
      <p className="text-ink-soft text-sm">{t('service.why')}</p>
      <div className="my-3 grid max-h-48 gap-1 overflow-y-auto">
        {flows.map(({ id, name: words }) => (
          <label
            key={id}
            className="flex min-h-9 items-center gap-2.5 rounded-lg px-2 hover:bg-hover has-checked:bg-hover has-checked:font-medium"
          >
            <input
              type="radio"
              name={name}
              checked={id === flow}
              onChange={() => setChosen(id)}
              className="size-4 accent-(--accent)"
            />
            <bdi className="min-w-0 break-words">{words || t('service.nameless')}</bdi>
          </label>
        ))}
      </div>
      <Button
        look="primary"
        size="large"
        icon={Play}
        busy={pending}
        onClick={() => void start()}
        className="w-full"
      >
        {t('service.start')}
      </Button>
    </fieldset>
  );
}

function close(): void {
  useScreen.setState({ services: undefined });
}
