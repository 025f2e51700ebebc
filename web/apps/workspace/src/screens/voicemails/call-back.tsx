/** Calls the number that the caller showed, for the group that has the voicemail. A refusal is told beside the button. */

import type { VoicemailView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Notice } from '@rapport/ui/components/notice';
import { PhoneOutgoing } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayCallOut } from '../../actions/outbound-call';
import { type Refusal, refusalText } from '../../dial-pad/call-out';
import { giveAndHear } from '../../state/give';
import { useIsLive, usePicture } from '../../state/live';
import { useCallerName } from './caller-name';
import { useRefresh } from './refresh';

type Props = { readonly voicemail: VoicemailView };

export function CallBack({ voicemail }: Props) {
  const { number, group } = voicemail;
  const { t } = useTranslation();
  // An admin sees the voicemails of all groups, and calls out for the own ones.
  const isOwn = usePicture(({ groups }) => groups.some(({ id }) => id === group.id));
  if (number === undefined) {
    return <span className="text-ink-faint text-sm">{t('voicemail.no-number')}</span>;
  }
  if (!isOwn) {
    return (
      <span className="text-ink-faint text-sm">
        {t('voicemail.not-in-group', { group: group.name })}
      </span>
    );
  }
  return <CallNumber voicemail={voicemail} number={number} />;
}

function CallNumber({ voicemail, number }: Props & { readonly number: string }) {
  const { id, group } = voicemail;
  const { t } = useTranslation();
  const caller = useCallerName(voicemail);
  const isLive = useIsLive();
  const may = usePicture(mayCallOut);
  const isOffline = usePicture(({ me }) => me.label === 'offline');
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const call = async () => {
    setBusy(true);
    setRefusal(undefined);
    const { problem } = await giveAndHear({
      command: 'dial',
      number,
      group: group.id,
      voicemail: id,
    });
    if (problem) setRefusal({ problem, group: group.name });
    await refresh();
    setBusy(false);
  };
  return (
    <>
      {refusal && (
        <div className="order-first w-full">
          <Notice tone="bad" role="alert">
            {refusalText(refusal)}
          </Notice>
        </div>
      )}
      {isOffline && <span className="text-ink-faint text-sm">{t('problem.offline')}</span>}
      <Button
        size="small"
        look="answer"
        icon={PhoneOutgoing}
        busy={busy}
        disabled={!isLive || !may}
        aria-label={t('voicemail.call-back-to', { caller })}
        onClick={() => void call()}
      >
        {t('voicemail.call-back')}
      </Button>
    </>
  );
}
