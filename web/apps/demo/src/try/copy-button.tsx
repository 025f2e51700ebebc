/**
 * Copies one value and says so for two seconds. Absent where the browser gives no clipboard (plain HTTP off loopback).
 *
 * @jsxImportSource preact
 */

import { useEffect, useState } from 'preact/hooks';
import { t } from '../language';

export function CopyButton({ what, value }: { what: string; value: string }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  if (!('clipboard' in navigator)) return null;
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <button type="button" class="copy" aria-label={t('copy', { what })} onClick={copy}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={copied ? 'm5 12.5 4.5 4.5L19 7.5' : 'M9 9h10v10H9zM5 15V5h10'} />
      </svg>
      <span class="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
    </button>
  );
}

const SHOWN_MS = 2000;
