/** Opens the status menu (W5). */

import { CircleUser } from 'lucide-react';
import { useScreen } from '../state/screen';
import type { Act } from './act';

export const openStatusMenu: Act = {
  id: 'open-status-menu',
  name: 'shortcuts.status',
  icon: CircleUser,
  section: 'general',
  hotkey: 'KeyS',
  intent: () => ({ here: () => useScreen.setState({ statusMenu: true }) }),
};
