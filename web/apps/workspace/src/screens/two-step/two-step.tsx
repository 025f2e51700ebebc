/** A code from the phone besides the password (AC11): off, being set up, on; the recovery codes are shown once. */

import type { TotpView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Notice } from '@rapport/ui/components/notice';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecoveryList } from './recovery-list';
import { SetUpSteps } from './set-up-steps';
import { SwitchOff } from './switch-off';

type Props = {
  readonly view: TotpView;
  /** The view has changed at the server. */
  readonly onChanged: () => void;
};

type Step = { readonly step: 'rest' | 'set-up' | 'switch-off' } | RecoveryStep;
type RecoveryStep = { readonly step: 'recovery'; readonly codes: readonly string[] };

export function TwoStep({ view, onChanged }: Props) {
  const { t } = useTranslation();
  const [now, go] = useState<Step>({ step: 'rest' });
  const rest = () => {
    go({ step: 'rest' });
    onChanged();
  };
  switch (now.step) {
    case 'set-up':
      return (
        <SetUpSteps
          onDone={codes => go({ step: 'recovery', codes })}
          onCancel={() => go({ step: 'rest' })}
        />
      );
    case 'recovery':
      return <RecoveryList codes={now.codes} onDone={rest} />;
    case 'switch-off':
      return <SwitchOff onDone={rest} onCancel={() => go({ step: 'rest' })} />;
    case 'rest':
      return view.on ? (
        <On view={view} onOff={() => go({ step: 'switch-off' })} />
      ) : (
        <div className="grid gap-3">
          <p className="text-ink-soft">{t('two-step.why')}</p>
          {view.required && <Notice tone="warning">{t('two-step.required')}</Notice>}
          <Button
            look="primary"
            icon={ShieldCheck}
            className="justify-self-start"
            onClick={() => go({ step: 'set-up' })}
          >
            {t('two-step.set-up')}
          </Button>
        </div>
      );
  }
}

function On({ view, onOff }: { readonly view: TotpView; readonly onOff: () => void }) {
  const { t } = useTranslation();
  const { required, recovery_codes_left: left } = view;
  return (
    <div className="grid gap-3">
      <Notice tone="good">{t('two-step.on')}</Notice>
      <p className="text-ink-soft">{t('two-step.codes-left', { count: left })}</p>
      {required ? (
        <p className="text-ink-soft">{t('two-step.required-on')}</p>
      ) : (
        <Button className="justify-self-start" onClick={onOff}>
          {t('two-step.off')}
        </Button>
      )}
    </div>
  );
}
