/** The rows of one tab: radio buttons, so that the browser's own keys do. How many there are is told as one types. */

import type { Directory, Uuid } from '@rapport/live/wire';
import { type KeyboardEvent, type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ROWS_MAX } from '../state/find';
import { AgentRow } from './agent-row';
import { GroupRow } from './group-row';
import { PhoneRow } from './phone-row';
import { groupNames, type Kind, type Target } from './targets';

type Props = {
  readonly kind: Kind;
  /** Absent until the server has told. */
  readonly targets: readonly Target[] | undefined;
  readonly directory: Directory | undefined;
  readonly me: Uuid;
  readonly chosen: Uuid | undefined;
  /** DK05: of colleagues it says how many sessions they have. */
  readonly withLoad?: boolean;
  readonly onChoose: (id: Uuid) => void;
  /** Who types looks for somebody, wherever the focus is. */
  readonly onType: () => void;
  readonly ref: Ref<HTMLDivElement>;
};

export function TargetList({
  kind,
  targets,
  directory,
  me,
  chosen,
  withLoad = false,
  onChoose,
  onType,
  ref,
}: Props) {
  const { t } = useTranslation();
  const radios = useId();
  const names = directory && groupNames(directory);
  const count = targets?.length ?? 0;
  return (
    <>
      <p role="status" className="mb-1 text-ink-faint text-xs">
        {targets ? t(`transfer.count-${kind}`, { count }) : t('transfer.loading')}
      </p>
      <div
        ref={ref}
        role="radiogroup"
        aria-label={t(`transfer.${kind}`)}
        aria-busy={!targets}
        onKeyDown={event => isTyping(event) && onType()}
        className="h-[min(20rem,38dvh)] max-sm:h-[min(20rem,30dvh)] divide-y divide-line overflow-y-auto overscroll-contain rounded-lg border border-line"
      >
        {targets?.slice(0, ROWS_MAX).map(target => {
          if (target.kind === 'agent') {
            const { id } = target.colleague;
            return (
              <AgentRow
                key={id}
                colleague={target.colleague}
                groups={names}
                withLoad={withLoad}
                radios={radios}
                chosen={id === chosen}
                onChoose={onChoose}
              />
            );
          }
          if (target.kind === 'phone') {
            const { id } = target.phone;
            return (
              <PhoneRow
                key={id}
                phone={target.phone}
                colleagues={directory?.colleagues}
                radios={radios}
                chosen={id === chosen}
                onChoose={onChoose}
              />
            );
          }
          const { id } = target.group;
          return (
            <GroupRow
              key={id}
              group={target.group}
              directory={directory}
              me={me}
              radios={radios}
              chosen={id === chosen}
              onChoose={onChoose}
            />
          );
        })}
        {count > ROWS_MAX && (
          <p className="px-3 py-2.5 text-ink-faint">
            {t('transfer.more', { count: count - ROWS_MAX })}
          </p>
        )}
      </div>
    </>
  );
}

/** A letter; the space chooses, as it does in every list of radio buttons. */
function isTyping({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !altKey && !metaKey;
}
