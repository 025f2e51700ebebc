/**
 * Where the customer writes. Enter sends, Shift+Enter makes a line, and an Enter that ends an IME composition does neither. With files
 * it goes once they are there (DK13).
 *
 * @jsxImportSource preact
 */

import type { Taken } from '@rapport/api/attachments/tray';
import { stateOf } from '@rapport/api/attachments/tray-view';
import { excess } from '@rapport/customer/text-limit';
import type { RefObject, TargetedInputEvent, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ClipIcon, SendIcon } from './icons';
import { t } from './language';
import type { Files } from './use-files';

export type Say = (text: string, taken: readonly Taken[]) => void;

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  files: Files;
  onSay: Say;
  onTyping: () => void;
};

export function Composer({ field, files, onSay, onTyping }: Props) {
  const [text, write] = useState(keptDraft);
  const [isWaiting, wait] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { opened, view } = files;
  const state = view ? stateOf(view) : 'empty';
  const tooMany = excess(text);
  const canSend = (text.trim() !== '' || state !== 'empty') && state !== 'stuck' && tooMany === 0;

  const change = (next: string) => {
    write(next);
    keepDraft(next);
    // Whoever writes on has not said everything.
    wait(false);
  };
  const send = () => {
    if (!canSend) return;
    if (state === 'coming') wait(true);
    else {
      onSay(text.trim(), opened?.tray.take() ?? []);
      change('');
    }
    field.current?.focus();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the files' own state lets it go, or holds it back.
  useEffect(() => {
    if (!isWaiting || state === 'coming') return;
    if (canSend && state === 'whole') send();
    else wait(false);
  }, [isWaiting, state]);
  const input = (event: TargetedInputEvent<HTMLTextAreaElement>) => {
    change(event.currentTarget.value);
    if (event.currentTarget.value !== '') onTyping();
  };
  const keyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  const focus = () => field.current?.focus();

  return (
    <form
      class="composer"
      aria-label={t('write-label')}
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      {opened && view && (
        <opened.box.FileChips
          {...{ view, isWaiting }}
          tray={opened.tray}
          onRemoved={focus}
          onWithdraw={() => {
            wait(false);
            focus();
          }}
        />
      )}
      {(files.failed || tooMany > 0) && (
        <p class="problem" role="status">
          {files.failed ? t('files-failed') : t('too-long', { count: tooMany })}
        </p>
      )}
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={t('write-label')}
          aria-invalid={tooMany > 0}
          placeholder={t('write-here')}
          onFocus={files.prepare}
          onInput={input}
          onKeyDown={keyDown}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('add-files')}
          title={t('add-files')}
          onClick={() => chooser.current?.click()}
        >
          <ClipIcon />
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={view?.rules?.endings.map(ending => `.${ending}`).join()}
          onChange={({ currentTarget }) => {
            files.add([...(currentTarget.files ?? [])]);
            // So that the same one can be chosen again.
            currentTarget.value = '';
            focus();
          }}
        />
        <button type="submit" class="send" aria-label={t('send')} disabled={!canSend || isWaiting}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

/** Safari tells the Enter that ends a composition only by its old code. */
function isSendKey(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== IME_CODE
  );
}

function keptDraft(): string {
  try {
    return sessionStorage.getItem(DRAFT) ?? '';
  } catch {
    return '';
  }
}

function keepDraft(text: string): void {
  try {
    sessionStorage.setItem(DRAFT, text);
  } catch {
    // Without storage a draft does not outlive the page.
  }
}

const IME_CODE = 229;
const DRAFT = 'rapport.draft';
