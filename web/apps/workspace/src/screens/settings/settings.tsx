/** Settings (W25): the list of its parts, and the one that is open. In a narrow window one after the other. */

import { join } from '@rapport/ui/join';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Missing } from '../fault';
import { usePageTitle } from '../page-title';
import { Appearance } from './appearance';
import { Devices } from './devices';
import { Diagnostics } from './diagnostics';
import { Logins } from './logins';
import { Notifications } from './notifications';
import { Password } from './password';
import { Profile } from './profile';
import { isSection, SECTION_ICONS, SECTIONS, type Section } from './section';
import { Shortcuts } from './shortcuts';
import { TwoStepSection } from './two-step-section';

export function Settings() {
  const { t } = useTranslation();
  const { section: asked } = useParams({ strict: false });
  const section = asked ?? SECTIONS[0];
  const known = isSection(section);
  usePageTitle(known ? t(`settings.${section}`) : t('nav.settings'));
  if (!known) return <Missing />;
  // In a narrow window only one of the two headings is there; the page has one h1 either way.
  const [ListTitle, PartTitle] = asked ? (['h2', 'h1'] as const) : (['h1', 'h2'] as const);
  return (
    <div className="flex h-full min-w-0 bg-canvas">
      <nav
        aria-label={t('settings.parts')}
        className={join(
          'w-full shrink-0 overflow-y-auto border-line px-3 py-5 md:w-64 md:border-r',
          asked !== undefined && 'max-md:hidden',
        )}
      >
        <ListTitle className="px-3 pb-3 font-semibold text-xl tracking-tight">
          {t('nav.settings')}
        </ListTitle>
        <ul className="grid gap-0.5">
          {SECTIONS.map(each => (
            <li key={each}>
              <SectionLink section={each} current={each === section} open={asked !== undefined} />
            </li>
          ))}
        </ul>
      </nav>
      <div
        className={join(
          'h-full min-w-0 flex-1 overflow-y-auto bg-surface',
          asked === undefined && 'max-md:hidden',
        )}
      >
        <div className="mx-auto grid max-w-170 gap-4 px-4 py-5 sm:px-6">
          <Link
            to="/settings"
            className="-ml-1 inline-flex h-8 items-center gap-1 justify-self-start rounded-md pr-2 text-ink-soft hover:text-ink md:hidden"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {t('nav.settings')}
          </Link>
          <PartTitle className="font-semibold text-xl tracking-tight">
            {t(`settings.${section}`)}
          </PartTitle>
          <Part section={section} />
        </div>
      </div>
    </div>
  );
}

type LinkProps = { readonly section: Section; readonly current: boolean; readonly open: boolean };

function SectionLink({ section, current, open }: LinkProps) {
  const { t } = useTranslation();
  const Icon = SECTION_ICONS[section];
  return (
    <Link
      to="/settings/$section"
      params={{ section }}
      aria-current={current ? 'page' : undefined}
      className={join(
        'flex min-h-10 items-center gap-3 rounded-lg px-3 py-1.5 text-ink-soft hover:bg-hover hover:text-ink',
        // With only the list on a narrow screen none of them is open yet.
        current && 'md:bg-accent/10 md:font-medium md:text-accent',
        current && open && 'bg-accent/10',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{t(`settings.${section}`)}</span>
      <ChevronRight aria-hidden className="size-4 text-ink-faint md:hidden" />
    </Link>
  );
}

function Part({ section }: { readonly section: Section }) {
  switch (section) {
    case 'profile':
      return <Profile />;
    case 'password':
      return <Password />;
    case 'two-step':
      return <TwoStepSection />;
    case 'devices':
      return <Devices />;
    case 'notifications':
      return <Notifications />;
    case 'shortcuts':
      return <Shortcuts />;
    case 'appearance':
      return <Appearance />;
    case 'logins':
      return <Logins />;
    case 'diagnostics':
      return <Diagnostics />;
  }
}
