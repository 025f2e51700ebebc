/** What stands round every screen: rail, top bar, the page, the call bar, and what floats above. */

import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CallBar } from '../call-bar/call-bar';
import { OfferCard } from '../call-bar/offer-card';
import { DialPad } from '../dial-pad/dial-pad';
import { InternalWindow } from '../internal-call/window';
import { useLive } from '../state/live';
import { SessionTransferDialog } from '../transfer/session-transfer-dialog';
import { TransferDialog } from '../transfer/transfer-dialog';
import { ConnectionBanner } from './connection-banner';
import { LeaveDialog } from './leave-dialog';
import { MaintenanceBanner } from './maintenance-banner';
import { MirrorBar } from './mirror-bar';
import { NavRail } from './nav-rail';
import { Shortcuts } from './shortcuts';
import { Splash } from './splash';
import { StatusAnnouncer } from './status-announcer';
import { Toasts } from './toasts';
import { TopBar } from './top-bar';

export function Frame() {
  const { t } = useTranslation();
  const hasPicture = useLive(({ picture }) => picture !== undefined);
  const outdated = useLive(({ link }) => link.state === 'outdated');
  if (!hasPicture || outdated) return <Splash />;
  return (
    <div className="flex h-dvh flex-col sm:flex-row">
      <a
        href="#content"
        className="absolute -top-12 left-2 z-50 rounded-md bg-ink px-3 py-2 text-surface focus:top-2"
      >
        {t('skip-to-content')}
      </a>
      <NavRail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <TopBar />
        <ConnectionBanner />
        <MaintenanceBanner />
        <MirrorBar />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 bg-surface outline-none">
          <Outlet />
        </main>
        <div className="relative">
          <Toasts />
          <OfferCard />
          <CallBar />
        </div>
      </div>
      <InternalWindow />
      <Shortcuts />
      <LeaveDialog />
      <TransferDialog />
      <SessionTransferDialog />
      <DialPad />
      <StatusAnnouncer />
    </div>
  );
}
