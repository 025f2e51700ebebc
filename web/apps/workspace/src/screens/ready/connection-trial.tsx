/** The connection test: a button, and three lines of what was found. */

import { Button } from '@rapport/ui/components/button';
import { join } from '@rapport/ui/join';
import { CircleAlert, CircleCheck, CircleMinus, CircleX, Gauge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConnectionReport, type Finding, testConnection } from '../../state/connection-test';

type Props = {
  readonly onDone?: (good: boolean) => void;
  readonly onReport?: (report: ConnectionReport) => void;
};

const WAYS = ['server', 'live', 'sound'] as const;

export function ConnectionTrial({ onDone, onReport }: Props) {
  const { t } = useTranslation();
  const [report, setReport] = useState<ConnectionReport>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const found = await testConnection();
    setReport(found);
    setBusy(false);
    onReport?.(found);
    onDone?.(WAYS.every(way => found[way].verdict !== 'failed'));
  };
  return (
    <>
      <Button icon={Gauge} busy={busy} className="justify-self-start" onClick={() => void run()}>
        {t(report ? 'test.again' : 'test.start')}
      </Button>
      <div role="status" className="empty:hidden">
        {report && (
          <dl className="grid gap-2">
            {WAYS.map(way => (
              <Row key={way} way={way} finding={report[way]} />
            ))}
          </dl>
        )}
      </div>
    </>
  );
}

const LOOKS = {
  good: { icon: CircleCheck, colour: 'text-available' },
  slow: { icon: CircleAlert, colour: 'text-on-break' },
  failed: { icon: CircleX, colour: 'text-busy' },
  untried: { icon: CircleMinus, colour: 'text-ink-faint' },
};

type RowProps = { readonly way: (typeof WAYS)[number]; readonly finding: Finding };

function Row({ way, finding }: RowProps) {
  const { t } = useTranslation();
  const { icon: Icon, colour } = LOOKS[finding.verdict];
  return (
    <div className="relative flex flex-wrap gap-x-2.5 pl-6.5">
      <Icon aria-hidden className={join('absolute top-0.5 left-0 size-4', colour)} />
      <dt className="w-full shrink-0 sm:w-40">{t(`test.${way}`)}</dt>
      <dd className="digits min-w-0 flex-1 text-ink-soft">
        {finding.verdict === 'untried' ? (
          t(`test.untried.${finding.why}`)
        ) : (
          <>
            {t(`test.${finding.verdict}`)}
            {finding.rttMs !== undefined && ` · ${t('test.rtt', { ms: finding.rttMs })}`}
            {finding.lossPercent !== undefined &&
              ` · ${t('test.loss', { percent: finding.lossPercent })}`}
          </>
        )}
        {finding.verdict === 'failed' && (
          <span className="block text-sm">{t(`test.failed.${way}`)}</span>
        )}
      </dd>
    </div>
  );
}
