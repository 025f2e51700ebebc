/** Everything that runs beside the views, started once. */

import { listenToKeys } from '../actions/keys';
import { followEvents } from '../incoming/follow-events';
import { followMessages } from '../incoming/follow-messages';
import { followOffers } from '../incoming/follow-offers';
import { followWaits } from '../incoming/follow-waits';
import { followAttachments } from '../state/attachments';
import { followCallQuality } from '../state/call-quality';
import { followDirectory } from '../state/directory';
import { followEndings } from '../state/ended-sessions';
import { followInbox } from '../state/inbox';
import { connection, useLive } from '../state/live';
import { followLogin } from '../state/login';
import { followPicture } from '../state/outgoing';
import { followOwnPhone } from '../state/own-phone';
import { followPhone } from '../state/phone';
import { applyTheme, followOtherWindows } from '../state/preferences';
import { followRinger } from '../state/ringer';
import { followTyping } from '../state/typing';
import { goOnlineAfterLogin } from './go-online';
import { keepFilesOut } from './keep-files-out';

export function boot(): void {
  applyTheme();
  followOtherWindows();
  followRinger();
  followEndings();
  followInbox();
  followPicture();
  followAttachments();
  followTyping();
  followDirectory();
  followEvents();
  followMessages();
  followWaits();
  followOffers();
  followPhone();
  followOwnPhone();
  followCallQuality();
  followLogin();
  goOnlineAfterLogin();
  listenToKeys();
  keepFilesOut();
  addEventListener('offline', () => connection.networkLost());
  addEventListener('online', () => connection.retryNow());
  addEventListener('beforeunload', event => {
    // F27: a reload in a call is healed, but costs the customer some seconds.
    const { link, picture } = useLive.getState();
    if (link.state !== 'logged-out' && picture?.calls.length) event.preventDefault();
  });
}
