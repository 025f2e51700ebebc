/** The one ringer of this tab. */

import { watchDevices } from '@rapport/phone/devices';
import { Ringer } from '@rapport/phone/ringer';
import { usePreferences } from './preferences';

export const ringer = new Ringer();

export function followRinger(): void {
  const { ringer: device, volume } = usePreferences.getState();
  void ringer.setDevice(device);
  ringer.setVolume(volume);
  usePreferences.subscribe((now, before) => {
    if (now.ringer !== before.ringer) void ringer.setDevice(now.ringer);
    if (now.volume !== before.volume) ringer.setVolume(now.volume);
  });
  // VC50: the chosen one is plugged in again, or gone.
  watchDevices(() => void ringer.setDevice(usePreferences.getState().ringer));
  // Browsers keep a page silent until it was touched once.
  const unlock = () => void ringer.unlock();
  addEventListener('pointerdown', unlock, { once: true });
  addEventListener('keydown', unlock, { once: true });
}
