/**
 * What sends files and shows them on their way. Fetched when the first one is chosen, with words of its own.
 *
 * @jsxImportSource preact
 */

import { browserWay } from '@rapport/api/attachments/browser-way';
import type { AttachmentRules, Problem } from '@rapport/api/attachments/depot';
import { httpDepot, readFile } from '@rapport/api/attachments/depot';
import { progressOf, Tray } from '@rapport/api/attachments/tray';
import { type Chip, stateOf, type TrayView } from '@rapport/api/attachments/tray-view';
import { mayRetry } from '@rapport/api/attachments/upload';
import type { LiveCustomer } from '@rapport/customer/live-customer';
import { translator } from '@rapport/customer/words';
import { fileSize } from '@rapport/ui/format/size';
import { type FilesWord, filesEn } from '../../words/files-en';
import { filesZhCn } from '../../words/files-zh-cn';
import { KEPT } from '../kept-files';
import { language } from '../language';
import './files.css';

const trays = new WeakMap<LiveCustomer, Tray>();

export function trayOf(live: LiveCustomer): Tray {
  const known = trays.get(live);
  if (known) return known;
  const address = `${location.origin}/api/v1/widget/${encodeURIComponent(live.key)}/attachments`;
  const proof = async () => ({ authorization: `Bearer ${await live.token()}` });
  const tray = new Tray(browserWay(httpDepot(address, proof)));
  tray.restore(kept());
  tray.subscribe(() => keep(tray.view));
  trays.set(live, tray);
  return tray;
}

type Props = {
  tray: Tray;
  view: TrayView;
  /** The message goes as soon as they are there. */
  isWaiting: boolean;
  onWithdraw: () => void;
  /** After one was removed the focus would be nowhere. */
  onRemoved: () => void;
};

export function FileChips({ tray, view, isWaiting, onWithdraw, onRemoved }: Props) {
  const { chips, leftOut, news, rules } = view;
  const latest = chips.find(({ id }) => id === news);
  return (
    <div class="chips">
      <p class="unseen" role="status">
        {latest && `${latest.name}: ${words(latest, rules)}`}
      </p>
      <ul aria-label={t('list')}>
        {chips.map(chip => (
          <OneChip
            key={chip.id}
            chip={chip}
            rules={rules}
            onRetry={() => tray.retry(chip.id)}
            onRemove={() => {
              tray.remove(chip.id);
              onRemoved();
            }}
          />
        ))}
      </ul>
      <div role="status">
        {leftOut > 0 && (
          <p class="problem">
            {t('left-out', { count: leftOut, max: rules?.files_max ?? chips.length })}
          </p>
        )}
        {stateOf(view) === 'stuck' && <p class="problem">{t('stuck')}</p>}
        {isWaiting && (
          <p class="sends">
            {t('sends-then')}{' '}
            <button type="button" class="link" onClick={onWithdraw}>
              {t('not-yet')}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

type ChipProps = {
  chip: Chip;
  rules: AttachmentRules | undefined;
  onRetry: () => void;
  onRemove: () => void;
};

function OneChip({ chip, rules, onRetry, onRemove }: ChipProps) {
  const { name, picture, step } = chip;
  const percent = Math.round(progressOf(chip) * 100);
  return (
    <li class={`chip is-${step.at}`}>
      {picture === undefined ? (
        <span class="ending" aria-hidden="true">
          {name.slice(name.lastIndexOf('.') + 1)}
        </span>
      ) : (
        <img src={picture} alt="" />
      )}
      <div>
        <bdi title={name}>{name}</bdi>
        <p>{words(chip, rules)}</p>
      </div>
      {step.at === 'refused' && mayRetry(step.problem) && (
        <button
          type="button"
          class="link"
          aria-label={t('retry-named', { name })}
          onClick={onRetry}
        >
          {t('retry')}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={t('remove', { name })}
        onClick={onRemove}
      >
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="m7 7 10 10M17 7 7 17" />
        </svg>
      </button>
      {step.at !== 'refused' && step.at !== 'whole' && (
        <div
          class="progress"
          role="progressbar"
          aria-label={t('progress', { name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <i style={{ width: `${percent}%` }} />
        </div>
      )}
    </li>
  );
}

function words(chip: Chip, rules: AttachmentRules | undefined): string {
  const size = fileSize(chip.size, language());
  switch (chip.step.at) {
    case 'waiting':
    case 'reading':
      return t('preparing', { size });
    case 'sending': {
      const percent = new Intl.NumberFormat(language(), { style: 'percent' });
      return `${size} · ${percent.format(progressOf(chip))}`;
    }
    case 'stalled':
      return t('stalled');
    case 'whole':
      return t('whole', { size: fileSize(chip.step.file.size, language()) });
    case 'refused':
      return whyRefused(chip.step.problem, rules);
  }
}

/** With the limits, where the server has told them. */
function whyRefused({ code }: Problem, rules: AttachmentRules | undefined): string {
  const why = known(code);
  if (code === 'attachment-kind' && rules) {
    return `${why} ${t('kinds', { kinds: rules.endings.join(', ') })}`;
  }
  if (code === 'attachment-too-large' && rules) {
    return `${why} ${t('size-max', { size: fileSize(rules.size_max, language()) })}`;
  }
  return why;
}

function known(code: string): string {
  return code in filesEn ? t(code as 'refused') : t('refused');
}

const t: ReturnType<typeof translator<FilesWord>> = (key, values) =>
  translator<FilesWord>(language() === 'en' ? filesEn : filesZhCn, language())(key, values);

function keep({ chips }: TrayView): void {
  const whole = chips.flatMap(({ step }) => (step.at === 'whole' ? [step.file] : []));
  try {
    if (whole.length === 0) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(whole));
  } catch {
    // Without storage they do not outlive the page.
  }
}

function kept() {
  try {
    const files: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(files) ? files.map(readFile).filter(file => file !== undefined) : [];
  } catch {
    return [];
  }
}
