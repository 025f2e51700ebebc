/**
 * Where the customer writes. Enter sends, Shift+Enter makes a line, and an Enter that ends an IME composition does neither.
 *
 * @jsxImportSource preact
 */

import { excess } from '@rapport/customer/text-limit';
import type { RefObject, TargetedInputEvent, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { SendIcon } from './icons';
import { t } from './language';

type Props = {
  field: RefObject<HTMLTextAreaElement | null>;
  onSay: (text: string) => void;
  onTyping: () => void;
};

export function Composer({ field, onSay, onTyping }: Props) {
  const [text, write] = useState(keptDraft);
  const tooMany = excess(text);
  const canSend = text.trim() !== '' && tooMany === 0;

  const change = (next: string) => {
    write(next);
    keepDraft(next);
  };
  const send = () => {
    if (!canSend) return;
    onSay(text.trim());
    change('');
    field.current?.focus();
  };
  const input = (event: TargetedInputEvent<HTMLTextAreaElement>) => {
    change(event.currentTarget.value);
    if (event.currentTarget.value !== '') onTyping();
  };
  const keyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      aria-label={t('write-label')}
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      {tooMany > 0 && (
        <p class="problem" role="status">
          {t('too-long', { count: tooMany })}
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
          onInput={input}
          onKeyDown={keyDown}
        />
        <button type="submit" class="send" aria-label={t('send')} disabled={!canSend}>
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
