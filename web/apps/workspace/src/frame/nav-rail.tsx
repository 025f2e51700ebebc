/** The way round: a rail on the left, a bar at the foot of a narrow window. Settings stand at its lower end. */

import { join } from '@rapport/ui/join';
import { Link } from '@tanstack/react-router';
import { History, House, type LucideIcon, MessagesSquare, Phone, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLateInAll, useUnreadInAll } from '../state/unread';

export function NavRail() {
  const { t } = useTranslation();
  const unread = useUnreadInAll();
  const late = useLateInAll();
  const badgeText = [
    unread > 0 && t('nav.unread', { count: unread }),
    late > 0 && t('nav.late', { count: late }),
  ];
  return (
    <nav
      aria-label={t('nav.label')}
      data-region
      className={join(
        'z-20 flex shrink-0 items-center border-line bg-canvas',
        'order-last h-14 justify-around border-t px-2',
        'sm:order-first sm:h-auto sm:w-14 sm:flex-col sm:justify-start sm:gap-1 sm:border-t-0 sm:border-r sm:px-0 sm:py-2 lg:w-20',
      )}
    >
      <NavLink to="/" icon={House} name={t('nav.home')} />
      <NavLink to="/voice" icon={Phone} name={t('nav.voice')} />
      <NavLink
        to="/desk"
        icon={MessagesSquare}
        name={t('nav.desk')}
        badge={unread + late}
        badgeText={badgeText.filter(Boolean).join(', ')}
      />
      <NavLink to="/records" icon={History} name={t('nav.records')} />
      <span className="hidden flex-1 sm:block" />
      <NavLink to="/settings" icon={Settings} name={t('nav.settings')} />
    </nav>
  );
}

type LinkProps = {
  readonly to: '/' | '/voice' | '/desk' | '/records' | '/settings';
  readonly icon: LucideIcon;
  readonly name: string;
  readonly badge?: number;
  readonly badgeText?: string;
};

function NavLink({ to, icon: Icon, name, badge = 0, badgeText }: LinkProps) {
  return (
    <Link
      to={to}
      title={name}
      activeOptions={{ exact: to === '/' }}
      className={join(
        'group relative grid h-12 w-14 place-content-center justify-items-center gap-0.5 rounded-lg text-ink-faint',
        'transition-colors hover:bg-hover hover:text-ink sm:h-11 sm:w-11 lg:h-13 lg:w-16',
        'aria-[current=page]:bg-accent/10 aria-[current=page]:text-accent',
      )}
    >
      <span className="relative">
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        {badge > 0 && (
          <span
            aria-hidden
            className="digits absolute -top-1.5 left-3 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-[10px] text-on-accent leading-4 ring-2 ring-canvas"
          >
            {badge > 99 ? '99+' : badge}
          </span>
        )}
      </span>
      <span className="font-medium text-[11px] leading-4 sm:sr-only lg:not-sr-only">{name}</span>
      {badge > 0 && <span className="sr-only">{badgeText}</span>}
    </Link>
  );
}
