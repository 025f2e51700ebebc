/** Who can be called in the house, found by name or e-mail, and why somebody cannot be. Each row has its own Call. */

import type { InternalTarget } from '@rapport/live/wire';
import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import i18next from 'i18next';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayCallOut } from '../actions/outbound-call';
import { useDirectory, watchDirectory } from '../state/directory';
import { ROWS_MAX } from '../state/find';
import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { phoneName } from '../state/own-phone';
import { callInside, type Refusal, refusalText } from './call-inside';
import { ColleagueRow } from './colleague-row';
import { OwnHindrance } from './own-hindrance';
import { type Inside, inside } from './people';
import { PhoneRow } from './phone-row';

type Props = { readonly field: RefObject<HTMLInputElement | null> };

export function CallForm({ field }: Props) {
  const { t } = useTranslation();
  const directory = useDirectory(state => state.directory);
  const me = usePicture(picture => picture.me.myself.id);
  const [find, setFind] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const list = useRef<HTMLUListElement>(null);
  const isLive = useIsLive();
  const calling = useIsPending('call-internally');
  const hasSound = usePicture(picture => picture.me.audio);
  const may = usePicture(mayCallOut) && hasSound && isLive && !calling;
  useEffect(watchDirectory, []);

  const found = directory && inside(directory, me, find);
  const call = async (to: InternalTarget, name: string) => {
    setRefusal(undefined);
    setRefusal(await callInside(to, name));
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2 p-3">
      <Field
        ref={field}
        label={t('internal.find')}
        type="search"
        autoComplete="off"
        value={find}
        maxLength={100}
        onChange={event => {
          setFind(event.target.value);
          setRefusal(undefined);
        }}
        onKeyDown={event => goToList(event, list.current)}
      />
      <OwnHindrance />
      {refusal && (
        <Notice tone="bad" role="alert">
          {refusalText(refusal)}
        </Notice>
      )}
      <p role="status" className="text-ink-faint text-xs">
        {found ? counted(found) : t('transfer.loading')}
      </p>
      <ul
        ref={list}
        aria-label={t('internal.people')}
        aria-busy={!found}
        className="-mx-1 min-h-0 flex-1 overflow-y-auto overscroll-contain px-1"
      >
        {found
          ?.slice(0, ROWS_MAX)
          .map(one =>
            one.kind === 'member' ? (
              <ColleagueRow
                key={one.member.id}
                colleague={one.member}
                may={may}
                onCall={() => call({ kind: 'member', id: one.member.id }, one.member.name)}
              />
            ) : (
              <PhoneRow
                key={one.phone.id}
                phone={one.phone}
                colleagues={directory?.colleagues ?? []}
                may={may}
                onCall={() => call({ kind: 'phone', id: one.phone.id }, phoneName(one.phone))}
              />
            ),
          )}
        {found && found.length > ROWS_MAX && (
          <li className="px-2 py-2.5 text-ink-faint">
            {t('transfer.more', { count: found.length - ROWS_MAX })}
          </li>
        )}
      </ul>
    </div>
  );
}

/** Phones are only told of where there are some. */
function counted(found: readonly Inside[]): string {
  const phones = found.filter(({ kind }) => kind === 'phone').length;
  const count = found.length - phones;
  const people = i18next.t('internal.count', { count });
  if (phones === 0) return people;
  const told = i18next.t('internal.count-phones', { count: phones });
  return count === 0 ? told : i18next.t('internal.count-both', { people, phones: told });
}

/** From the field on by Enter or by the arrow: to the first who can be called. A second Enter calls. */
function goToList(event: KeyboardEvent, list: HTMLElement | null): void {
  // An Enter that ends the composition of an input method is not one.
  if (event.nativeEvent.isComposing) return;
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  list?.querySelector<HTMLElement>('button:not(:disabled, [aria-disabled=true])')?.focus();
}
