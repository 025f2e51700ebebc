/** Over the session's window while files are held above it. */

import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';

export function DropZone({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <div className="pointer-events-none absolute inset-2 z-30 grid place-content-center justify-items-center gap-2 rounded-xl border-2 border-accent border-dashed bg-surface/90 p-4 text-center">
      <Paperclip aria-hidden className="size-6 text-accent" />
      <p className="font-medium text-lg">{t('files.drop', { name })}</p>
      <p className="text-ink-faint">{t('files.drop-how')}</p>
    </div>
  );
}
