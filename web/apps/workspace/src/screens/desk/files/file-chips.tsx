/** What goes with the message: each file with how far it is, a way to remove it, and why it is not taken (DK13). */

import { progressOf } from '@rapport/api/attachments/tray';
import { type Chip, stateOf } from '@rapport/api/attachments/tray-view';
import { mayRetry } from '@rapport/api/attachments/upload';
import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { RotateCw, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { trayOf, useSending, useTray, withdraw } from '../../../state/attachments';
import { chipWords } from './chip-words';
import { FileIcon } from './file-icon';

type Props = {
  readonly contact: string;
  /** After one was removed the focus would be nowhere. */
  readonly onRemoved: () => void;
};

export function FileChips({ contact, onRemoved }: Props) {
  const { t, i18n } = useTranslation();
  const view = useTray(contact);
  const isWaiting = useSending(({ waiting }) => waiting.includes(contact));
  const { chips, leftOut, news, rules } = view;
  const latest = chips.find(({ id }) => id === news);
  const isShown = chips.length > 0 || leftOut > 0;
  return (
    <div className={join('mx-auto max-w-190', isShown && 'pb-2')}>
      <p role="status" className="sr-only">
        {latest && `${latest.name}: ${chipWords(latest, t, i18n.language, rules)}`}
      </p>
      {chips.length > 0 && (
        <ul aria-label={t('files.list')} className="flex max-h-48 flex-wrap gap-2 overflow-y-auto">
          {chips.map(chip => (
            <FileChip
              key={chip.id}
              chip={chip}
              words={chipWords(chip, t, i18n.language, rules)}
              onRetry={() => trayOf(contact).retry(chip.id)}
              onRemove={() => {
                trayOf(contact).remove(chip.id);
                onRemoved();
              }}
            />
          ))}
        </ul>
      )}
      <div role="status" className="text-sm">
        {leftOut > 0 && (
          <p className="pt-1.5 text-busy">
            {t('files.left-out', { count: leftOut, max: rules?.files_max ?? chips.length })}
          </p>
        )}
        {stateOf(view) === 'stuck' && <p className="pt-1.5 text-busy">{t('files.stuck')}</p>}
        {isWaiting && (
          <p className="flex flex-wrap items-center gap-x-3 pt-1.5 text-ink-soft">
            {t('files.sends-then')}
            <button
              type="button"
              className="min-h-6 font-medium text-accent underline underline-offset-2"
              onClick={() => {
                withdraw(contact);
                onRemoved();
              }}
            >
              {t('files.not-yet')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

type ChipProps = {
  readonly chip: Chip;
  readonly words: string;
  readonly onRetry: () => void;
  readonly onRemove: () => void;
};

function FileChip({ chip, words, onRetry, onRemove }: ChipProps) {
  const { t } = useTranslation();
  const { name, picture, step } = chip;
  const isRefused = step.at === 'refused';
  return (
    <li
      className={join(
        'relative flex min-w-0 items-center gap-2.5 overflow-hidden rounded-lg border bg-sunken py-1.5 pr-1 pl-1.5',
        isRefused ? 'w-full border-busy' : 'w-full border-line sm:w-64',
      )}
    >
      {picture === undefined ? (
        <span
          aria-hidden
          className="grid size-10 shrink-0 place-items-center rounded-md bg-hover text-ink-soft"
        >
          <FileIcon name={name} />
        </span>
      ) : (
        <img src={picture} alt="" className="size-10 shrink-0 rounded-md bg-hover object-cover" />
      )}
      <div className="min-w-0 flex-1 leading-5">
        <p className="truncate font-medium text-sm" title={name}>
          <bdi>{name}</bdi>
        </p>
        <p
          className={join(
            'digits text-xs',
            isRefused ? 'flex items-start gap-1 text-busy' : 'text-ink-faint',
          )}
        >
          {isRefused && <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />}
          <span>{words}</span>
        </p>
      </div>
      {isRefused && mayRetry(step.problem) && (
        <IconButton name={t('files.retry', { name })} icon={RotateCw} onClick={onRetry} />
      )}
      <IconButton name={t('files.remove', { name })} icon={X} onClick={onRemove} />
      {!isRefused && step.at !== 'whole' && <Progress chip={chip} />}
    </li>
  );
}

/** Asked for, it is told; told by itself, it would be told a hundred times. */
function Progress({ chip }: { readonly chip: Chip }) {
  const { t } = useTranslation();
  const percent = Math.round(progressOf(chip) * 100);
  return (
    <div
      role="progressbar"
      aria-label={t('files.progress', { name: chip.name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="absolute inset-x-0 bottom-0 h-0.75 bg-line"
    >
      <div
        className={join(
          'h-full motion-safe:transition-[width] motion-safe:duration-200',
          chip.step.at === 'stalled' ? 'bg-on-break' : 'bg-accent',
        )}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
