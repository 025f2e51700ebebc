/** Internal Transfer: which group or which colleague, what will happen then, and the button. */

import type { Directory, Uuid } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Field } from '@rapport/ui/components/field';
import { Notice } from '@rapport/ui/components/notice';
import { Tabs } from '@rapport/ui/components/tabs';
import { MessageCircleQuestionMark, PhoneForwarded } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerTalk } from '../actions/act';
import { useDirectory, watchDirectory } from '../state/directory';
import { useIsPending } from '../state/give';
import { useIsLive, usePicture } from '../state/live';
import { goToList } from './go-to-list';
import { consultFirst, consultPhoneFirst, handOver, type Refusal, refusalText } from './hand-over';
import { NoteField } from './note-field';
import { Outcome } from './outcome';
import { TargetList } from './target-list';
import {
  agentTargets,
  groupTargets,
  idOf,
  type Kind,
  phoneTargets,
  type Target,
  whyNot,
} from './targets';

type Props = { readonly call: CustomerTalk; readonly filter: RefObject<HTMLInputElement | null> };

export function TransferForm({ call, filter }: Props) {
  const { t } = useTranslation();
  const directory = useDirectory(state => state.directory);
  const me = usePicture(picture => picture.me.myself.id);
  const [kind, setKind] = useState<Kind>('group');
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<Uuid>();
  const [note, setNote] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const list = useRef<HTMLDivElement>(null);
  const isLive = useIsLive();
  const handing = useIsPending('transfer');
  const asksColleague = useIsPending('consult');
  const asksPhone = useIsPending('consult-phone');
  const asking = asksColleague || asksPhone;
  useEffect(watchDirectory, []);

  const targets = directory && targetsOf(directory, kind, me, find);
  const target = targets?.find(each => idIn(each) === chosen);
  const ready = target && isLive && !whyNot(target);
  const choose = (id: Uuid) => {
    setChosen(id);
    setRefusal(undefined);
  };
  const submit = async () => {
    if (!ready) return;
    setRefusal(undefined);
    setRefusal(await handOver(call, target, note));
  };
  const consult = async () => {
    if (!ready || target.kind === 'group') return;
    setRefusal(undefined);
    const asked =
      target.kind === 'agent'
        ? consultFirst(call, target.colleague, note)
        : consultPhoneFirst(call, target.phone, note);
    setRefusal(await asked);
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
        label={t('transfer.internal')}
        tabs={[
          ['group', t('transfer.group')],
          ['agent', t('transfer.agent')],
          ['phone', t('transfer.phone')],
        ]}
        value={kind}
        onChange={setKind}
        above={
          <Field
            ref={filter}
            label={t(`transfer.find-${kind}`)}
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
          chosen={target && idIn(target)}
          onChoose={choose}
          onType={() => filter.current?.focus()}
        />
      </Tabs>
      <NoteField label={t('transfer.note')} value={note} onChange={setNote} />
      <Outcome target={target} isLive={isLive} />
      {refusal && (
        <Notice tone="bad" role="alert">
          {refusalText(refusal)}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2 max-sm:*:flex-1">
        {kind !== 'group' && (
          <Button
            size="large"
            icon={MessageCircleQuestionMark}
            busy={asking}
            disabled={!ready || handing}
            onClick={() => void consult()}
          >
            {t('consult.first')}
          </Button>
        )}
        <Button
          submits
          look="primary"
          size="large"
          icon={PhoneForwarded}
          busy={handing}
          disabled={!ready || asking}
        >
          {t('call.transfer')}
        </Button>
      </div>
    </form>
  );
}

function targetsOf(directory: Directory, kind: Kind, me: Uuid, find: string): readonly Target[] {
  switch (kind) {
    case 'group':
      return groupTargets(directory, find).map(group => ({ kind, group }));
    case 'agent':
      return agentTargets(directory, me, find).map(colleague => ({ kind, colleague }));
    case 'phone':
      return phoneTargets(directory, find).map(phone => ({ kind, phone }));
  }
}

function idIn(target: Target): Uuid {
  return idOf(target).id;
}
