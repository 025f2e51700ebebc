/** The top bar: product and application on the left; connection, sound, internal calls and the agent's own status on the right. */

import { useTranslation } from 'react-i18next';
import { InternalButton } from '../internal-call/button';
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
      className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 border-line border-b bg-canvas pr-2 pl-3"
    >
      <Logo className="size-6 shrink-0" />
      <p className="flex min-w-0 items-baseline gap-2">
        <span className="font-semibold tracking-tight max-sm:sr-only">{t('product')}</span>
        <span className="hidden truncate text-ink-faint sm:inline">{application}</span>
      </p>
      <span className="flex-1" />
      {/* In a narrow window what is wrong gets a line of its own, rather than pushing the status out. */}
      <div className="flex gap-3 empty:hidden max-sm:order-last max-sm:w-full max-sm:pb-2">
        <ConnectionChip />
        <SoundChip />
      </div>
      <InternalButton />
      <StatusMenu />
    </header>
  );
}
