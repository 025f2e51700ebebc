/** VC11, DK05: a colleague, with what they do now, and why they cannot be rung where that is so. */

import type { ColleagueView, Uuid } from '@rapport/live/wire';
import { Avatar } from '@rapport/ui/components/avatar';
import { useTranslation } from 'react-i18next';
import { Row } from './row';
import { StatusFact } from './status-fact';

type Props = {
  readonly colleague: ColleagueView;
  readonly groups: ReadonlyMap<Uuid, string> | undefined;
  /** DK05: how many sessions they have stands beside it. */
  readonly withLoad: boolean;
  readonly radios: string;
  readonly chosen: boolean;
  readonly onChoose: (id: Uuid) => void;
};

export function AgentRow({ colleague, groups, withLoad, ...row }: Props) {
  const { t } = useTranslation();
  const { id, name, unavailable } = colleague;
  const works = colleague.groups.map(group => groups?.get(group)).filter(Boolean);
  return (
    <Row
      {...row}
      id={id}
      name={name}
      impossible={unavailable !== undefined}
      picture={<Avatar id={id} name={name} />}
      facts={
        <>
          <StatusFact colleague={colleague} timed />
          {withLoad && <span>{t('transfer.load', colleague.sessions)}</span>}
          {/* A status that forbids it says so by itself. */}
          {unavailable && unavailable !== 'status' && (
            <span>{t(`unavailable.${unavailable}`)}</span>
          )}
          {works.length > 0 && (
            <span className="min-w-0 truncate text-ink-faint">{works.join(', ')}</span>
          )}
        </>
      }
    />
  );
}
