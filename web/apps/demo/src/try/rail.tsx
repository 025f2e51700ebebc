/**
 * The demo's own part of the page: four steps to see the contact center from both sides.
 *
 * @jsxImportSource preact
 */

import { CallCard } from '../call/call-card';
import type { PageLines } from '../call/page-line';
import { openChat } from '../chat-widget';
import type { GuideOutcome } from '../guide';
import { t } from '../language';
import { Accounts } from './accounts';
import { RushHourCard } from './rush-hour-card';
import { Step } from './step';

type Props = {
  outcome: GuideOutcome | undefined;
  lines: PageLines | undefined;
};

export function Rail({ outcome, lines }: Props) {
  return (
    <aside class="rail" aria-labelledby="try-title">
      <p class="badge">{t('demo')}</p>
      <h1 id="try-title">{t('try-title')}</h1>
      <p class="intro">{t('try-intro')}</p>
      <Steps outcome={outcome} lines={lines} />
    </aside>
  );
}

function Steps({ outcome, lines }: Props) {
  switch (outcome?.outcome) {
    case undefined:
      return <p role="status">{t('loading')}</p>;
    case 'absent':
      return <Trouble what={t('not-demo')} how={t('not-demo-how')} />;
    case 'unreachable':
      return <Trouble what={t('unreachable')} how={t('unreachable-how')} />;
    case 'there': {
      const { members, sip } = outcome.guide;
      return (
        <ol class="steps">
          <Step number={1} title={t('step-1')} how={t('step-1-how')}>
            <Accounts members={members} />
          </Step>
          <Step number={2} title={t('step-2')} how={t('step-2-how')}>
            {lines && <CallCard lines={lines} onChat={openChat} />}
            <p class="small-print">{t('or-dial', { sip })}</p>
          </Step>
          <Step number={3} title={t('step-3')}>
            <ul class="ideas">
              {IDEAS.map(idea => (
                <li key={idea}>{t(idea)}</li>
              ))}
            </ul>
          </Step>
          <Step number={4} title={t('step-4')} how={t('step-4-how')}>
            <RushHourCard />
          </Step>
        </ol>
      );
    }
  }
}

function Trouble({ what, how }: { what: string; how: string }) {
  return (
    <div class="trouble" role="status">
      <p>
        <strong>{what}</strong>
      </p>
      <p>{how}</p>
    </div>
  );
}

const IDEAS = ['idea-hold', 'idea-reload', 'idea-ring', 'idea-offline'] as const;
