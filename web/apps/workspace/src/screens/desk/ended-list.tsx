/** Sessions that ended today while this page was there: to be read once more, then hidden; or those that are. */

import { Avatar } from '@rapport/ui/components/avatar';
import { timeOfDay } from '@rapport/ui/format/time';
import { join } from '@rapport/ui/join';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndedSession } from '../../state/ended-sessions';
import { openSession, useScreen } from '../../state/screen';
import { RowMenuButton } from './row-menu-button';

type Props = { readonly ended: readonly EndedSession[]; readonly which: 'ended' | 'hidden' };

export function EndedList({ ended, which }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t(`desk.section.${which}`)}>
      <h2 className="px-2 pt-3 pb-1 font-medium text-ink-faint text-xs">
        {t(`desk.section.${which}`)}
      </h2>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
        {ended.map(one => (
          <li key={one.session.id}>
            <Row ended={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ ended: { session, at } }: { readonly ended: EndedSession }) {
  const { i18n } = useTranslation();
  const { id, customer, group } = session;
  const name = useId();
  const chosen = useScreen(screen => screen.session === id);
  return (
    <div data-session={id} className="group relative">
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={() => openSession(id)}
        className={join(
          'flex w-full items-center gap-3 rounded-lg px-2 py-1.5 text-left',
          chosen ? 'bg-surface shadow-low ring-1 ring-line' : 'hover:bg-hover',
        )}
      >
        <Avatar id={customer.id} name={customer.name} className="grayscale" />
        <span className="min-w-0 flex-1 leading-5">
          <bdi id={name} className="block truncate text-ink-soft">
            {customer.name}
          </bdi>
          <span className="block truncate pr-7 text-ink-faint text-xs">
            {timeOfDay(at, i18n.language)} · {group.name}
          </span>
        </span>
      </button>
      <RowMenuButton of={name} />
    </div>
  );
}
