/** The statuses that can be chosen now, or kept for after the call (ST05). In line and After-call-work only show. */

import type { Choice, Label } from '@rapport/live/wire';
import { MenuChoice, MenuChoiceItem, MenuHeading, MenuItem } from '@rapport/ui/components/menu';
import { StatusShape } from '@rapport/ui/components/status-shape';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { give } from '../state/give';
import { usePicture } from '../state/live';
import { chooseStatus, goOnline } from './status-going';

const PLAIN: readonly Choice[] = ['available', 'busy'];
/** A break is chosen by its reason. */
const BREAK = 'on-break:';

export function StatusChoices() {
  const { t } = useTranslation();
  const me = usePicture(picture => picture.me);
  const reasons = usePicture(picture => picture.break_reasons);
  if (me.label === 'offline') {
    return (
      <MenuItem onSelect={() => void goOnline()}>
        <StatusShape label="available" />
        {t('status.online')}
      </MenuItem>
    );
  }
  const current =
    me.label === 'in-line' ? me.next : { to: me.label, break_reason: me.break_reason };
  return (
    <>
      {(me.label === 'in-line' || me.label === 'after-call-work') && <Fixed label={me.label} />}
      <MenuChoice value={choiceValue(current?.to, current?.break_reason?.id)} onChange={choose}>
        {PLAIN.map(choice => (
          <Item key={choice} value={choice} choice={choice} />
        ))}
        <MenuHeading>
          <span className="flex items-center gap-2.5">
            <StatusShape label="on-break" />
            {t('status.on-break')}
            {reasons.length === 0 && ` – ${t('status.no-reasons')}`}
          </span>
        </MenuHeading>
        {reasons.map(({ id, name }) =>
          id === undefined ? null : (
            <MenuChoiceItem key={id} value={BREAK + id}>
              <span className="pl-5.5">{name}</span>
            </MenuChoiceItem>
          ),
        )}
        <Item value="offline" choice="offline" />
      </MenuChoice>
      {me.label === 'in-line' && me.next && (
        <MenuItem onSelect={() => void give({ command: 'cancel-reserved-status' })}>
          <X aria-hidden className="size-3 text-ink-faint" />
          {t('status.cancel-next')}
        </MenuItem>
      )}
    </>
  );
}

function Item({ value, choice }: { readonly value: string; readonly choice: Choice }) {
  const { t } = useTranslation();
  return (
    <MenuChoiceItem value={value}>
      <StatusShape label={choice} />
      {t(`status.${choice}`)}
    </MenuChoiceItem>
  );
}

function Fixed({ label }: { readonly label: 'in-line' | 'after-call-work' }) {
  const { t } = useTranslation();
  return (
    <div className="px-2 pb-1.5 text-ink-faint text-sm">
      <p className="flex h-7 items-center gap-2.5 font-medium text-base">
        <StatusShape label={label} />
        {t(`status.${label}`)}
      </p>
      <p>{t(label === 'in-line' ? 'status.in-line-hint' : 'status.acw-hint')}</p>
    </div>
  );
}

function choiceValue(to: Label | undefined, reason: string | undefined): string | undefined {
  return to === 'on-break' ? BREAK + reason : to;
}

function choose(value: string): void {
  if (value.startsWith(BREAK)) {
    void chooseStatus({ to: 'on-break', break_reason: value.slice(BREAK.length) });
  } else if (value === 'available' || value === 'busy' || value === 'offline') {
    void chooseStatus({ to: value });
  }
}
