/** What can be done with a voicemail as it stands, and what the server said to it. */

import type { VoicemailView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Check, Hand, type LucideIcon, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { known } from '../../state/known';
import { type Failure, useAttempt } from '../attempt';
import { FormFailure } from '../form-failure';
import { CallBack } from './call-back';
import { useCallerName } from './caller-name';
import { claimVoicemail, finishVoicemail, giveVoicemailBack, type VoicemailAct } from './queries';
import { useRefresh, useTakeIn } from './refresh';
import type { Standing } from './standing';
import { StandingLine } from './standing-line';

type Props = {
  readonly voicemail: VoicemailView;
  readonly standing: Standing;
  readonly onAct: () => void;
};

type Word = 'claim' | 'give-back' | 'finish';

const ACTS: Readonly<Record<Word, readonly [act: VoicemailAct, icon: LucideIcon]>> = {
  claim: [claimVoicemail, Hand],
  'give-back': [giveVoicemailBack, Undo2],
  finish: [finishVoicemail, Check],
};

const POSSIBLE: Readonly<Record<Standing, readonly Word[]>> = {
  open: ['claim'],
  mine: ['give-back', 'finish'],
  theirs: [],
  done: [],
};

export function VoicemailActs({ voicemail, standing, onAct }: Props) {
  const { t } = useTranslation();
  const caller = useCallerName(voicemail);
  const attempt = useAttempt();
  const takeIn = useTakeIn();
  const refresh = useRefresh();
  const [doing, setDoing] = useState<Word>();
  const line = useRef<HTMLParagraphElement>(null);
  const hasActed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: how it stands is the occasion
  useEffect(() => {
    // The button is gone with what it was for.
    if (hasActed.current) line.current?.focus();
    hasActed.current = false;
  }, [standing]);

  const perform = async (word: Word) => {
    onAct();
    setDoing(word);
    hasActed.current = true;
    const [act] = ACTS[word];
    const done = await attempt.run(() => act(voicemail.id).then(takeIn).finally(refresh));
    if (!done) hasActed.current = false;
    setDoing(undefined);
  };
  return (
    <div className="grid grid-cols-1 gap-2">
      <FormFailure attempt={attempt} words={refusalWords} />
      <div className="flex flex-wrap items-center gap-2">
        <StandingLine ref={line} voicemail={voicemail} standing={standing} />
        {standing === 'mine' && <CallBack voicemail={voicemail} />}
        {POSSIBLE[standing].map(word => (
          <Button
            key={word}
            size="small"
            icon={ACTS[word][1]}
            look={word === 'claim' ? 'primary' : 'outline'}
            busy={doing === word}
            disabled={attempt.busy}
            aria-label={t(`voicemail.${word}-of`, { caller })}
            onClick={() => void perform(word)}
          >
            {t(`voicemail.${word}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The server says by its detail who has it. */
function refusalWords({ code, detail }: Failure): string | undefined {
  return detail ? known(`voicemail.refused.${code}`, { name: detail }) : undefined;
}
