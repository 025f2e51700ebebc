/** Which colleague or which group a session goes to (DK05), what will happen then, and the button. */

import type { Directory, SessionView, Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import { Tabs } from '@rapport/ui/components/tabs';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transferSession } from '../actions/transfer-session';
import { useDirectory, watchDirectory } from '../state/directory';
import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { goToList } from './go-to-list';
import { handSessionOver, type Refusal, sessionRefusalText } from './hand-over';
import { NoteField } from './note-field';
import { OutcomeText, reasonOf, type Words } from './outcome';
import { TargetList } from './target-list';
import { groupTargets, idOf, nameOf, sessionTargets, type Target, whyNot } from './targets';

type Props = {
  readonly session: SessionView;
  readonly filter: RefObject<HTMLInputElement | null>;
};

type Kind = 'agent' | 'group';

export function SessionTransferForm({ session, filter }: Props) {
  const { t } = useTranslation();
  const directory = useDirectory(state => state.directory);
  const me = usePicture(picture => picture.me.myself.id);
  const [kind, setKind] = useState<Kind>('agent');
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<Uuid>();
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const list = useRef<HTMLDivElement>(null);
  const isLive = useIsLive();
  const handing = useIsPending('transfer');
  useEffect(watchDirectory, []);

  const targets = directory && targetsOf(directory, kind, me, find);
  const target = targets?.find(each => idOf(each).id === chosen);
  const words = useOutcome(target, isLive);
  const ready = target && isLive && !whyNot(target);
  const submit = async () => {
    if (!ready) return;
    setRefusal(undefined);
    setRefusal(await handSessionOver(session, target, note));
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
      className="grid gap-3"
    >
      <Tabs
        label={t('session-transfer.title')}
        tabs={[
          ['agent', t('transfer.agent')],
          ['group', t('transfer.group')],
        ]}
        value={kind}
        onChange={setKind}
        above={
          <Field
            ref={filter}
            label={t(kind === 'agent' ? 'session-transfer.find-agent' : 'transfer.find-group')}
            autoComplete="off"
            value={find}
            maxLength={100}
            onChange={event => setFind(event.target.value)}
            onKeyDown={event => goToList(event, list.current)}
          />
        }
      >
        <TargetList
          ref={list}
          kind={kind}
          targets={targets}
          directory={directory}
          me={me}
          chosen={target && idOf(target).id}
          withLoad
          onChoose={id => {
            setChosen(id);
            setRefusal(undefined);
          }}
          onType={() => filter.current?.focus()}
        />
      </Tabs>
      <NoteField label={t('session-transfer.note')} value={note} onChange={setNote} />
      <OutcomeText words={words} />
      {refusal && (
        <Notice tone="bad" role="alert">
          {sessionRefusalText(refusal)}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
        <Button
          submits
          look="primary"
          size="large"
          icon={transferSession.icon}
          busy={handing}
          disabled={!ready}
        >
          {t('session-transfer.confirm')}
        </Button>
      </div>
    </form>
  );
}

function targetsOf(directory: Directory, kind: Kind, me: Uuid, find: string): readonly Target[] {
  return kind === 'group'
    ? groupTargets(directory, find, 'chat').map(group => ({ kind, group }))
    : sessionTargets(directory, me, find).map(colleague => ({ kind, colleague }));
}

function useOutcome(target: Target | undefined, isLive: boolean): Words {
  const { t } = useTranslation();
  if (!isLive) return { possible: false, text: t('session-transfer.not-connected') };
  if (!target) return { possible: true, text: t('session-transfer.choose') };
  const name = nameOf(target);
  if (target.kind === 'group') {
    const { routable } = target.group;
    const key = routable > 0 ? 'session-transfer.to-group' : 'session-transfer.to-group-of-nobody';
    return { possible: true, text: t(key, { name }) };
  }
  const why = reasonOf(target);
  if (why) return { possible: false, text: t('session-transfer.cannot', { name, why }) };
  return { possible: true, text: t('session-transfer.to-agent', { name }) };
}
