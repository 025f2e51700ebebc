/** The top bar: product and application on the left; connection, sound and the agent's own status on the right. */

import { useTranslation } from 'react-i18next';
import { usePicture } from '../state/live';
import { ConnectionChip } from './connection-chip';
import { Logo } from './logo';
import { SoundChip } from './sound-chip';
import { StatusMenu } from './status-menu';

export function TopBar() {
  const { t } = useTranslation();
  const application = usePicture(({ me }) => me.myself.application);
  return (
    <header
      data-region
      className="flex h-13 shrink-0 items-center gap-3 border-line border-b bg-canvas pr-2 pl-3"
    >
      <Logo className="size-6 shrink-0" />
      <p className="flex min-w-0 items-baseline gap-2">
        <span className="font-semibold tracking-tight max-sm:sr-only">{t('product')}</span>
        <span className="hidden truncate text-ink-faint sm:inline">{application}</span>
      </p>
      <span className="flex-1" />
      <ConnectionChip />
      <SoundChip />
      <StatusMenu />
    </header>
  );
}
