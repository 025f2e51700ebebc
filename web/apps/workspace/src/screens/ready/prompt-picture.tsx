/** What the browser's question looks like, so that it is recognised when it comes. A picture for eyes; the words stand beside it. */

import { Mic } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function PromptPicture() {
  const { t } = useTranslation();
  return (
    <div
      aria-hidden
      className="w-56 select-none rounded-lg border border-line bg-sunken p-3 text-ink-faint text-xs"
    >
      <p className="truncate font-medium text-ink-soft">{location.host}</p>
      <p className="mt-1 flex items-center gap-1.5">
        <Mic className="size-3.5" />
        {t('ready.prompt-asks')}
      </p>
      <p className="mt-2 flex justify-end gap-1.5">
        <span className="rounded-full border border-line px-2.5 py-0.5">
          {t('ready.prompt-block')}
        </span>
        <span className="rounded-full bg-accent px-2.5 py-0.5 font-medium text-on-accent">
          {t('ready.prompt-allow')}
        </span>
      </p>
    </div>
  );
}
