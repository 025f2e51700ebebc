/** A role of this member must have two-step sign-in (AC11): it is set up before anything else. */

import { Button } from '@rapport/ui/components/button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logOut, renewLogin } from '../../state/login';
import { AccountPage } from '../account-page';
import { useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { RecoveryList } from '../two-step/recovery-list';
import { SetUpSteps } from '../two-step/set-up-steps';
import { nextPlace } from './next-place';

export function SetUpCode() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { from } = useSearch({ from: '/signed-in/set-up-code' });
  const [codes, setCodes] = useState<readonly string[]>();
  const attempt = useAttempt();
  const goOn = () =>
    attempt.run(async () => {
      await navigate(nextPlace(await renewLogin(), from));
    });
  return (
    <AccountPage wide title={t('settings.two-step')} why={t('two-step.required')}>
      <div className="grid gap-4">
        <FormFailure attempt={attempt} />
        {codes ? (
          <RecoveryList codes={codes} onDone={() => void goOn()} />
        ) : (
          <>
            <SetUpSteps onDone={setCodes} />
            <Button look="quiet" onClick={() => void attempt.run(logOut)}>
              {t('account.sign-out')}
            </Button>
          </>
        )}
      </div>
    </AccountPage>
  );
}
