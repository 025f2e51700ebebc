/** Top right: who am I, what is my status, and everything that changes it (W5). */

import { Avatar } from '@rapport/ui/components/avatar';
import { Menu, MenuHeading, MenuItem, MenuLine } from '@rapport/ui/components/menu';
import { StatusShape } from '@rapport/ui/components/status-shape';
import { clockFace } from '@rapport/ui/format/duration';
import { join } from '@rapport/ui/join';
import { ChevronDown, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useIsLive, usePicture } from '../state/live';
import { useScreen } from '../state/screen';
import { statusText } from '../state/status-text';
import { useTimed } from '../state/timed';
import { ApplicationChoice } from './application-choice';
import { askToLogOut } from './leave-dialog';
import { PersonalChoices } from './personal-choices';
import { StatusChoices } from './status-choices';
import { useGoing } from './status-going';

export function StatusMenu() {
  const { t } = useTranslation();
  const me = usePicture(picture => picture.me);
  const open = useScreen(({ statusMenu }) => statusMenu);
  return (
    <Menu
      open={open}
      onOpenChange={statusMenu => useScreen.setState({ statusMenu })}
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2.5 rounded-lg py-1 pr-1.5 pl-3 hover:bg-hover data-[state=open]:bg-hover"
        >
          <StatusWords />
          <AvatarWithDot />
          <ChevronDown aria-hidden className="size-4 text-ink-faint" />
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-1">
        <p className="truncate font-semibold">{me.myself.name}</p>
        <p className="truncate text-ink-faint text-sm">{me.myself.email}</p>
      </div>
      <MenuLine />
      <MenuHeading>
        {t(me.label === 'in-line' ? 'status.next-heading' : 'status.heading')}
      </MenuHeading>
      <StatusChoices />
      <MenuLine />
      <ApplicationChoice />
      <PersonalChoices />
      <MenuLine />
      <MenuItem onSelect={askToLogOut}>
        <LogOut aria-hidden className="size-4 text-ink-faint" />
        {t('account.logout')}
      </MenuItem>
    </Menu>
  );
}

function StatusWords() {
  const { t } = useTranslation();
  const { label, break_reason: reason, since, next } = usePicture(picture => picture.me);
  const going = useGoing();
  const time = useTimed(now => clockFace(now - since));
  const words = statusText(label, reason);
  return (
    <span className="grid text-left leading-4">
      <span className="sr-only">{t('status.menu', { status: words })}</span>
      <span aria-hidden className="flex items-center gap-1.5 font-medium text-sm">
        <StatusShape label={label} />
        <span className="max-w-44 truncate">{going ?? words}</span>
        <span className="digits font-normal text-ink-faint max-sm:hidden">{time}</span>
      </span>
      {next && (
        <span className="truncate pl-4.5 text-ink-faint text-xs">
          {t('status.next', { status: statusText(next.to, next.break_reason) })}
        </span>
      )}
    </span>
  );
}

/** AC07: green while the server has this browser and the label is not Offline. */
function AvatarWithDot() {
  const { t } = useTranslation();
  const { myself, label } = usePicture(picture => picture.me);
  const online = useIsLive() && label !== 'offline';
  return (
    <span className="relative">
      <Avatar id={myself.id} name={myself.name} />
      <span
        className={join(
          'absolute -right-px -bottom-px size-2.5 rounded-full border-2 border-canvas',
          online ? 'bg-available' : 'bg-offline',
        )}
      />
      <span className="sr-only">{t(online ? 'status.connected' : 'status.not-connected')}</span>
    </span>
  );
}
