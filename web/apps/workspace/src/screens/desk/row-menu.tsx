/** What can be done with a session of the list (W18): by right click, ⋯, Shift+F10 or the menu key on its row. */

import type { Uuid } from '@rapport/live/wire';
import { ContextMenu, ContextMenuItem } from '@rapport/ui/components/context-menu';
import { useNavigate } from '@tanstack/react-router';
import { EyeOff, FileText, type LucideIcon, MailPlus, Pin, PinOff, Undo2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transferSession } from '../../actions/transfer-session';
import { endedSession, useEndedSessions } from '../../state/ended-sessions';
import { hide, pin, unhide, unpin, useInbox } from '../../state/inbox';
import { useIsLive, usePicture } from '../../state/live';
import { useScreen } from '../../state/screen';
import { markUnread } from '../../state/unread';

type Props = { readonly className?: string; readonly children: ReactNode };

export function RowMenu({ className, children }: Props) {
  const { t } = useTranslation();
  const [contact, setContact] = useState<Uuid>();
  const box = useRef<HTMLDivElement>(null);
  const open = usePicture(({ sessions }) => sessions.find(({ id }) => id === contact));
  const ended = useEndedSessions(state => endedSession(state, contact));
  const name = (open ?? ended?.session)?.customer.name ?? '';
  const asked = (at: Element) => {
    const row = at.closest<HTMLElement>('[data-session]');
    setContact(row?.getAttribute('data-session') ?? undefined);
    return row !== null;
  };
  // What was pinned or hidden is drawn anew at another place; what is gone leaves the focus to the list.
  const rowOrList = () =>
    box.current?.querySelector<HTMLElement>(`[data-session="${contact}"] button`) ??
    box.current?.querySelector<HTMLElement>('[data-session] button');
  return (
    <ContextMenu
      label={t('desk.actions-of', { name })}
      onAsk={asked}
      fallback={rowOrList}
      {...(className !== undefined && { className })}
      list={<div ref={box}>{children}</div>}
    >
      {contact !== undefined &&
        (open ? <OfOpen contact={contact} /> : ended && <OfEnded contact={contact} />)}
    </ContextMenu>
  );
}

function OfOpen({ contact }: { readonly contact: Uuid }) {
  const { t } = useTranslation();
  const isPinned = useInbox(({ pinned }) => pinned.includes(contact));
  const isLive = useIsLive();
  return (
    <>
      {isPinned ? (
        <Item icon={PinOff} name={t('desk.unpin')} onSelect={() => unpin(contact)} />
      ) : (
        <Item icon={Pin} name={t('desk.pin')} onSelect={() => pin(contact)} />
      )}
      <Item icon={MailPlus} name={t('desk.mark-unread')} onSelect={() => markUnread(contact)} />
      {isLive && (
        <Item
          icon={transferSession.icon}
          name={t(transferSession.name)}
          onSelect={() => useScreen.setState({ transferring: contact })}
        />
      )}
    </>
  );
}

function OfEnded({ contact }: { readonly contact: Uuid }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isHidden = useInbox(({ hidden }) => hidden.includes(contact));
  return (
    <>
      {isHidden ? (
        <Item icon={Undo2} name={t('desk.unhide')} onSelect={() => unhide(contact)} />
      ) : (
        <Item icon={EyeOff} name={t('desk.hide')} onSelect={() => hide(contact)} />
      )}
      <Item
        icon={FileText}
        name={t('session.record')}
        onSelect={() => void navigate({ to: '/records', search: { record: contact } })}
      />
    </>
  );
}

type ItemProps = {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly onSelect: () => void;
};

function Item({ icon: Icon, name, onSelect }: ItemProps) {
  return (
    <ContextMenuItem onSelect={onSelect}>
      <Icon aria-hidden className="size-4 text-ink-faint" />
      {name}
    </ContextMenuItem>
  );
}
