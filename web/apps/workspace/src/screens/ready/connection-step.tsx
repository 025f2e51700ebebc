/** Step four: the way to the server, for words and for sound. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionTrial } from './connection-trial';
import { Step } from './step';

export function ConnectionStep() {
  const { t } = useTranslation();
  const [good, setGood] = useState(false);
  return (
    <Step number={4} title={t('test.title')} why={t('test.why')} done={good}>
      <ConnectionTrial onDone={setGood} />
    </Step>
  );
}
