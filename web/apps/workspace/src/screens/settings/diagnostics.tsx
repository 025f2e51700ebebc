/** What support asks for: the connection test, how the last calls sounded, and all of it as text to copy. */

import { Button } from '@rapport/ui/components/button';
import { clockFace } from '@rapport/ui/format/duration';
import { shortDateAndTime } from '@rapport/ui/format/time';
import { ClipboardCopy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallQuality } from '../../state/call-quality';
import type { ConnectionReport } from '../../state/connection-test';
import { serverNow } from '../../state/timed';
import { toast } from '../../state/toasts';
import { Card } from '../card';
import { ConnectionTrial } from '../ready/connection-trial';
import { diagnosticReport } from './diagnostic-report';

export function Diagnostics() {
  const { t } = useTranslation();
  const [connection, setConnection] = useState<ConnectionReport>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await diagnosticReport(connection));
      toast(t('diagnostics.copied'), 'good');
    } catch {
      toast(t('diagnostics.not-copied'), 'bad');
    }
  };
  return (
    <>
      <Card title={t('test.title')}>
        <div className="grid gap-3 p-4">
          <p className="text-ink-soft">{t('test.why')}</p>
          <ConnectionTrial onReport={setConnection} />
        </div>
      </Card>
      <Card title={t('diagnostics.calls')}>
        <LastCalls />
      </Card>
      <Card title={t('diagnostics.report')}>
        <div className="flex flex-wrap items-center gap-3 p-4">
          <p className="min-w-50 flex-1 text-ink-soft">{t('diagnostics.report-why')}</p>
          <Button icon={ClipboardCopy} onClick={() => void copy()}>
            {t('diagnostics.copy')}
          </Button>
        </div>
      </Card>
    </>
  );
}

function LastCalls() {
  const { t, i18n } = useTranslation();
  const calls = useCallQuality(state => state.calls);
  if (calls.length === 0) {
    return <p className="px-4 py-6 text-center text-ink-faint">{t('diagnostics.calls-none')}</p>;
  }
  const heads = ['when', 'talked', 'rtt', 'jitter', 'loss'] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
    <section aria-label={t('diagnostics.calls')} tabIndex={0} className="overflow-x-auto">
      <table className="w-full">
        <thead>
          <tr className="text-left text-ink-faint text-xs">
            {heads.map(head => (
              <th key={head} scope="col" className="px-4 pt-2 pb-1 font-medium">
                {t(`diagnostics.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="digits divide-y divide-line">
          {calls.map(({ at, talkedMs, rttMs, jitterMs, lossPercent }) => (
            <tr key={at}>
              <td className="whitespace-nowrap px-4 py-2">
                {shortDateAndTime(at, serverNow(), i18n.language)}
              </td>
              <td className="px-4">{clockFace(talkedMs)}</td>
              <td className="whitespace-nowrap px-4">
                {rttMs === undefined ? '–' : `${rttMs} ms`}
              </td>
              <td className="whitespace-nowrap px-4">
                {jitterMs === undefined ? '–' : `${jitterMs} ms`}
              </td>
              <td className="whitespace-nowrap px-4">
                {lossPercent === undefined ? '–' : `${lossPercent} %`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
