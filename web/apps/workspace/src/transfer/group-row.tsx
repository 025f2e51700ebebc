/** VC10, DK05: a group of calls or of sessions, with who could take one and who waits. It unfolds to its members. */

import type { Directory, DirectoryGroup, Uuid } from '@rapport/live/wire';
import { IconButton } from '@rapport/ui/components/icon-button';
import { clockFace } from '@rapport/ui/format/duration';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimed } from '../state/timed';
import { Row } from './row';
import { StatusFact } from './status-fact';
import { membersOf } from './targets';

type Props = {
  readonly group: DirectoryGroup;
  readonly directory: Directory | undefined;
  readonly me: Uuid;
  readonly radios: string;
  readonly chosen: boolean;
  readonly onChoose: (id: Uuid) => void;
};

export function GroupRow({ group, directory, me, ...row }: Props) {
  const { t } = useTranslation();
  const [unfolded, setUnfolded] = useState(false);
  const list = useId();
  const { id, name, routable, members, waiting, longest_since } = group;
  return (
    <Row
      {...row}
      id={id}
      name={name}
      facts={
        <>
          <span>{t('transfer.free', { free: routable, members })}</span>
          <span>{t('transfer.waiting', { waiting })}</span>
          {longest_since !== undefined && <Longest since={longest_since} />}
        </>
      }
      end={
        <IconButton
          name={t('transfer.members', { name })}
          icon={unfolded ? ChevronDown : ChevronRight}
          aria-expanded={unfolded}
          aria-controls={list}
          onClick={() => setUnfolded(!unfolded)}
        />
      }
    >
      <div id={list} hidden={!unfolded}>
        {unfolded && directory && <Members directory={directory} group={id} me={me} />}
      </div>
    </Row>
  );
}

function Longest({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const time = useTimed(now => clockFace(now - since));
  return <span>{t('transfer.longest', { time })}</span>;
}

type MembersProps = {
  readonly directory: Directory;
  readonly group: Uuid;
  readonly me: Uuid;
};

function Members({ directory, group, me }: MembersProps) {
  const { t } = useTranslation();
  const members = membersOf(directory, group, me);
  if (members.length === 0) {
    return <p className="px-3 pb-2.5 pl-10 text-ink-faint text-sm">{t('transfer.nobody-else')}</p>;
  }
  return (
    <ul className="grid gap-1 px-3 pb-2.5 pl-10 text-sm">
      {members.map(colleague => (
        <li key={colleague.id} className="flex flex-wrap items-center gap-x-3">
          <bdi className="min-w-32 flex-1 truncate">{colleague.name}</bdi>
          <span className="text-ink-soft">
            <StatusFact colleague={colleague} />
          </span>
        </li>
      ))}
    </ul>
  );
}
