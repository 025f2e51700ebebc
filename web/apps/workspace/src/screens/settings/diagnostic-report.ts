/** The diagnostics as plain text. It names no customer and holds no secret; it is English, because support reads it. */

import { listDevices } from '@rapport/phone/devices';
import { microphonePermission } from '@rapport/phone/microphone';
import { useCallQuality } from '../../state/call-quality';
import type { ConnectionReport } from '../../state/connection-test';
import { useLive } from '../../state/live';
import { useSound } from '../../state/phone';
import { usePreferences } from '../../state/preferences';

export async function diagnosticReport(connection?: ConnectionReport): Promise<string> {
  const { link, picture } = useLive.getState();
  const { phone, elsewhere } = useSound.getState();
  const { voice, echoCancellation, noiseSuppression, autoGainControl } = usePreferences.getState();
  const { microphones, speakers } = await listDevices();
  const lines: readonly (readonly [string, unknown])[] = [
    ['time', new Date().toISOString()],
    ['zone', Intl.DateTimeFormat().resolvedOptions().timeZone],
    ['browser', navigator.userAgent],
    ['language', document.documentElement.lang],
    ['secure', isSecureContext],
    ['screen', `${innerWidth} x ${innerHeight} at ${devicePixelRatio}`],
    ['link', link.state],
    ['status', picture?.me.label],
    ['sound at the server', picture?.me.audio],
    ['phone', phone.state === 'no-microphone' ? `${phone.state}: ${phone.why}` : phone.state],
    ['voice elsewhere', elsewhere ?? 'no'],
    ['calls here', voice],
    ['microphone permission', await microphonePermission()],
    ['microphones', microphones.map(({ name }) => name).join('; ')],
    ['speakers', speakers.map(({ name }) => name).join('; ')],
    ['processing', JSON.stringify({ echoCancellation, noiseSuppression, autoGainControl })],
    ['notifications', 'Notification' in window ? Notification.permission : 'none'],
    ['connection test', connection ? JSON.stringify(connection) : 'not run'],
    ...useCallQuality.getState().calls.map(({ at, ...call }, nth) => {
      const said = JSON.stringify({ at: new Date(at).toISOString(), ...call });
      return [`call ${nth + 1}`, said] as const;
    }),
  ];
  return lines.map(([name, value]) => `${name}: ${value ?? 'unknown'}`).join('\n');
}
