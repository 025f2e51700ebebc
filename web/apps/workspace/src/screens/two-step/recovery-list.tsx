/** The recovery codes: shown this once, to be copied or saved, and only then put away. */

import { Button } from '@rapport/ui/components/button';
import { Notice } from '@rapport/ui/components/notice';
import { ClipboardCopy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = { readonly codes: readonly string[]; readonly onDone: () => void };

export function RecoveryList({ codes, onDone }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className="grid max-w-100 gap-3">
      <Notice tone="good" role="status">
        {t('two-step.now-on')}
      </Notice>
      <p className="text-ink-soft">{t('two-step.recovery-why')}</p>
      <ul
        aria-label={t('two-step.recovery')}
        className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-lg bg-sunken p-3 font-mono text-sm"
      >
        {codes.map(code => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={ClipboardCopy} onClick={() => void copy()}>
          {t('two-step.copy')}
        </Button>
        <Button icon={Download} onClick={() => save(codes)}>
          {t('two-step.save')}
        </Button>
        <span role="status" className="text-available text-sm empty:hidden">
          {copied && t('two-step.copied')}
        </span>
      </div>
      <Button look="primary" className="justify-self-start" onClick={onDone}>
        {t('two-step.kept')}
      </Button>
    </div>
  );
}

function save(codes: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(url);
}
