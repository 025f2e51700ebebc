/** Emoji to choose from. The list comes when it is first asked for. From the field the arrows lead into it, and about in it. */

import { Button } from '@rapport/ui/components/button';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { finder } from '../../../state/find';
import { isComposing } from '../is-composing';
import type { Category, Emoji } from './emoji-list';
import { useEmojiList } from './use-emoji-list';

type Props = { readonly onPick: (sign: string) => void };

export function EmojiPanel({ onPick }: Props) {
  const { t } = useTranslation();
  const [find, setFind] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const loading = useEmojiList();
  const isWanted = finder(find);
  const sections = (loading.list ?? [])
    .map(([category, all]) => [category, all.filter(({ en, zh }) => isWanted(`${en} ${zh}`))])
    .filter((section): section is [Category, Emoji[]] => (section[1]?.length ?? 0) > 0);
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];

  const inField = (event: KeyboardEvent) => {
    // U04: what belongs to an input method is not ours.
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'ArrowDown') buttons()[0]?.focus();
    else if (event.key === 'Enter' && find.trim() !== '') buttons()[0]?.click();
    else return;
    event.preventDefault();
  };
  const inList = (event: KeyboardEvent) => {
    const all = buttons();
    const here = all.findIndex(button => button.matches(':focus'));
    const to = nextPlace(event.key, here, all);
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0) field.current?.focus();
    else all[Math.min(to, all.length - 1)]?.focus();
  };

  return (
    <>
      <div className="p-2">
        <input
          ref={field}
          type="search"
          value={find}
          aria-label={t('emoji.find')}
          placeholder={t('emoji.find')}
          onChange={event => setFind(event.target.value)}
          onKeyDown={inField}
          className="h-9 w-full rounded-lg border border-edge/70 bg-surface px-3 outline-none placeholder:text-ink-faint focus-visible:border-accent"
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it have the focus */}
      <div ref={list} onKeyDown={inList} className="overflow-y-auto px-2 pb-2">
        {loading.state === 'loading' && (
          <p role="status" className="p-3 text-center text-ink-faint">
            {t('emoji.loading')}
          </p>
        )}
        {loading.state === 'failed' && (
          <div role="alert" className="grid justify-items-center gap-2 p-3 text-center">
            <p>{t('emoji.failed')}</p>
            <Button onClick={loading.tryAgain}>{t('records.try-again')}</Button>
          </div>
        )}
        {sections.map(([category, emoji]) => (
          <Section key={category} category={category} emoji={emoji} onPick={onPick} />
        ))}
        {loading.list && (
          <p role="status" className="p-3 text-center text-ink-faint empty:hidden">
            {sections.length === 0 && t('emoji.none')}
          </p>
        )}
      </div>
    </>
  );
}

/** Above the first row is the field, by a place less than none. */
function nextPlace(key: string, here: number, all: readonly HTMLElement[]): number | undefined {
  if (here === -1) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return all.length - 1;
  if (key === 'ArrowLeft') return Math.max(0, here - 1);
  if (key === 'ArrowRight') return here + 1;
  if (key === 'ArrowUp' || key === 'ArrowDown') return inOtherRow(key, here, all);
  return undefined;
}

/** Sections end in rows that are not full: what stands nearest to straight above or below is meant. */
function inOtherRow(key: 'ArrowUp' | 'ArrowDown', here: number, all: readonly HTMLElement[]) {
  const from = all[here]?.getBoundingClientRect();
  if (!from) return undefined;
  const away = (nth: number) => {
    const at = all[nth]?.getBoundingClientRect();
    if (!at) return undefined;
    const down = key === 'ArrowDown' ? at.top - from.top : from.top - at.top;
    return down > 1 ? down * 1_000 + Math.abs(at.left - from.left) : undefined;
  };
  let best: number | undefined;
  for (const nth of all.keys()) {
    const distance = away(nth);
    if (distance === undefined) continue;
    if (best === undefined || distance < (away(best) ?? Number.POSITIVE_INFINITY)) best = nth;
  }
  return best ?? (key === 'ArrowUp' ? -1 : here);
}

type SectionProps = {
  readonly category: Category;
  readonly emoji: readonly Emoji[];
  readonly onPick: (sign: string) => void;
};

function Section({ category, emoji, onPick }: SectionProps) {
  const { t, i18n } = useTranslation();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="px-1 pt-1 pb-0.5 font-medium text-ink-faint text-xs">
        {t(`emoji.category.${category}`)}
      </h3>
      <div className="grid grid-cols-8">
        {emoji.map(({ sign, en, zh }) => {
          const [name = ''] = (i18n.language === 'zh-CN' ? zh : en).split(',');
          return (
            <button
              key={sign}
              type="button"
              // By the arrows; Tab goes past them all.
              tabIndex={-1}
              aria-label={name}
              title={name}
              onClick={() => onPick(sign)}
              className="grid aspect-square place-content-center rounded-md text-xl hover:bg-hover focus-visible:bg-hover focus-visible:-outline-offset-2"
            >
              {/* In colour, also where another font has the sign in black and white. */}
              <span
                aria-hidden
                className="[font-family:'Apple_Color_Emoji','Segoe_UI_Emoji','Noto_Color_Emoji',sans-serif]"
              >
                {sign}
              </span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
