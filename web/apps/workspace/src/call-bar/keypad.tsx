/**
 * Input number (VC21, W11): a pad over the call bar, which leaves everything else within reach. The keyboard's own keys work
 * while the focus is in it.
 */

import { playKey } from '@rapport/phone/key-tone';
import { IconButton } from '@rapport/ui/components/icon-button';
import { Notice } from '@rapport/ui/components/notice';
import { X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { give } from '../state/give';
import { useScreen } from '../state/screen';
import { KeyLine, type KeyLineState, keysIn } from './key-line';

const ROWS = ['123', '456', '789', '*0#'] as const;
const NAMES = { '*': 'keypad.star', '#': 'keypad.pound' } as const;

type Props = {
  readonly call: string;
  /** Otherwise what is typed waits until it is. */
  readonly isAnswered: boolean;
};

export function Keypad({ call, isAnswered }: Props) {
  const { t } = useTranslation();
  const hint = useId();
  const pad = useRef<HTMLDivElement>(null);
  const [keys, setKeys] = useState<KeyLineState>({ sent: '', waiting: '' });
  const [unreadable, setUnreadable] = useState(false);
  const line = useLine(call, isAnswered, setKeys);
  useBorrowedFocus(pad);

  const press = (pressed: string) => {
    setUnreadable(false);
    playKey(pressed);
    line.current?.press(pressed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      close();
      event.stopPropagation();
    } else if (isPlain(event) && /^[0-9*#,]$/u.test(event.key)) {
      press(event.key);
      event.preventDefault();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = keysIn(event.clipboardData.getData('text'));
    setUnreadable(pasted === undefined);
    if (pasted) line.current?.press(pasted);
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take the focus that a paste needs
    <div
      ref={pad}
      role="group"
      tabIndex={-1}
      aria-label={t('call.input-number')}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      className="absolute right-4 bottom-full z-20 mb-2 w-64 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-raised p-3 text-ink shadow-high"
    >
      <header className="flex items-center gap-2">
        <h2 className="flex-1 font-semibold">{t('call.input-number')}</h2>
        <IconButton name={t('shortcuts.close')} icon={X} onClick={close} className="-mt-1 -mr-1" />
      </header>
      <Shown keys={keys} isAnswered={isAnswered} />
      <div className="mt-2 grid grid-cols-3 gap-1.5">
        {ROWS.flatMap(row => [...row]).map(key => (
          <PadKey key={key} value={key} onPress={press} />
        ))}
      </div>
      <p id={hint} className="mt-2 text-ink-faint text-xs">
        {t('keypad.hint')}
      </p>
      <div aria-live="polite">
        {!isAnswered && <p className="mt-1 text-ink-soft text-sm">{t('keypad.not-answered')}</p>}
        {unreadable && <Notice tone="warning">{t('keypad.unreadable')}</Notice>}
      </div>
    </div>
  );
}

type ShownProps = { readonly keys: KeyLineState; readonly isAnswered: boolean };

/** What was sent, and what waits for its turn; the newest is in view. */
function Shown({ keys: { sent, waiting }, isAnswered }: ShownProps) {
  const { t } = useTranslation();
  const key = useKeyName(isAnswered ? sent.at(-1) : waiting.at(-1));
  return (
    <>
      <p
        data-sent={sent}
        className="digits mt-1 flex h-8 items-center justify-end overflow-hidden whitespace-nowrap rounded-md bg-sunken px-2 text-lg tracking-wider"
      >
        <span className="sr-only">{t('keypad.sent')} </span>
        <bdi>{sent}</bdi>
        <bdi className="text-ink-faint">{waiting}</bdi>
      </p>
      <p role="status" className="sr-only">
        {/* The same key again is said again. */}
        <span key={isAnswered ? sent.length : waiting.length}>
          {key && t(isAnswered ? 'keypad.sent-key' : 'keypad.waits-key', { key })}
        </span>
      </p>
    </>
  );
}

function useKeyName(key: string | undefined): string | undefined {
  const { t } = useTranslation();
  return key === '*' || key === '#' ? t(NAMES[key]) : key;
}

type PadKeyProps = { readonly value: string; readonly onPress: (key: string) => void };

function PadKey({ value, onPress }: PadKeyProps) {
  const named = useKeyName(value);
  return (
    <button
      type="button"
      aria-label={named}
      onClick={() => onPress(value)}
      className="h-11 rounded-lg border border-edge/60 bg-surface font-medium text-lg hover:bg-hover active:bg-press"
    >
      {value}
    </button>
  );
}

function useLine(call: string, isAnswered: boolean, show: (state: KeyLineState) => void) {
  const line = useRef<KeyLine>(undefined);
  useEffect(() => {
    const own = new KeyLine(call, {
      give: async command => {
        const answer = await give(command);
        return answer !== undefined && !answer.problem;
      },
      wait: ms => new Promise(done => setTimeout(done, ms)),
      show,
    });
    line.current = own;
    return () => own.close();
  }, [call, show]);
  useEffect(() => {
    if (isAnswered) line.current?.answered();
  }, [isAnswered]);
  return line;
}

/** The pad takes the focus, and gives it back to who had it. */
function useBorrowedFocus(pad: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const own = pad.current;
    own?.focus();
    return () => {
      const has = document.activeElement;
      const nobody = !has || has === document.body || own?.contains(has);
      if (nobody && before instanceof HTMLElement) before.focus();
    };
  }, [pad]);
}

function isPlain({ ctrlKey, altKey, metaKey, nativeEvent }: KeyboardEvent): boolean {
  return !(ctrlKey || altKey || metaKey || nativeEvent.isComposing);
}

function close(): void {
  useScreen.setState({ keypad: undefined });
}
