/**
 * Asks once before the customer ends the chat, and says so if it did not end.
 *
 * @jsxImportSource preact
 */

import type { LiveCustomer } from '@rapport/customer/live-customer';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FrameWord } from '../words/frame-en';
import { t } from './language';

export function EndConfirm({ live, onKeep }: { live: LiveCustomer; onKeep: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  const [problem, tell] = useState<FrameWord>();
  const [busy, setBusy] = useState(false);

  useEffect(() => keep.current?.focus(), []);

  const end = async () => {
    setBusy(true);
    const { outcome } = await live.act({ command: 'end' });
    setBusy(false);
    if (outcome === 'lost') tell('end-lost');
    if (outcome === 'refused') tell('end-refused');
  };

  return (
    <section class="confirm" aria-labelledby="end-sure">
      <h2 id="end-sure">{t('end-sure')}</h2>
      <p>{t('end-sure-how')}</p>
      {problem && (
        <p class="problem" role="alert">
          {t(problem)}
        </p>
      )}
      <div class="choices">
        <button type="button" class="small" ref={keep} onClick={onKeep}>
          {t('end-keep')}
        </button>
        <button type="button" class="small is-danger" disabled={busy} onClick={() => void end()}>
          {t('end')}
        </button>
      </div>
    </section>
  );
}
