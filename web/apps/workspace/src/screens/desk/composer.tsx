/** Where the agent writes. Enter sends, Shift+Enter breaks the line, an input method's Enter does neither (U04). */

import { stateOf } from '@rapport/api/attachments/tray-view';
import { excess } from '@rapport/customer/text-limit';
import type { SessionView } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { Keys } from '@rapport/ui/components/keys';
import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attachFiles } from '../../actions/attach-files';
import { keyNames, useHotkey } from '../../actions/hotkey';
import { openEmoji } from '../../actions/open-emoji';
import { sendDraft, useSending, useTray, withdraw } from '../../state/attachments';
import { draftOf, keepDraft } from '../../state/drafts';
import { tellTyping } from '../../state/typing';
import { CannedList, optionId } from './canned/canned-list';
import { useCanned } from './canned/use-canned';
import { EmojiPopover } from './emoji/emoji-popover';
import { AttachButton } from './files/attach-button';
import { FileChips } from './files/file-chips';
import { isComposing } from './is-composing';

type Props = { readonly session: SessionView };

const WIDE = '(min-width: 56.25rem)';

export function Composer({ session: { id, customer } }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => draftOf(id));
  const field = useRef<HTMLTextAreaElement>(null);
  const tooMany = excess(text);
  const files = stateOf(useTray(id));
  const isWaiting = useSending(({ waiting }) => waiting.includes(id));
  const hasSomething = text.trim() !== '' || files !== 'empty';
  const canSend = hasSomething && files !== 'stuck' && tooMany === 0 && !isWaiting;

  useEffect(() => {
    // It has gone by itself, once its files were there.
    if (!isWaiting) setText(draftOf(id));
  }, [isWaiting, id]);
  useEffect(() => {
    // Choosing a session is choosing to write in it; a phone's keyboard would cover what is to be read first.
    if (matchMedia(WIDE).matches) field.current?.focus();
  }, []);

  const write = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(id, next);
      // Whoever writes on has not said everything.
      withdraw(id);
      if (next !== '') tellTyping(id);
    },
    [id],
  );
  const send = () => {
    if (!canSend) return;
    sendDraft(id);
    setText(draftOf(id));
    field.current?.focus();
  };
  const canned = useCanned({ field, write });
  const offers = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (canned.takeKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    send();
  };

  const insert = useCallback(
    (sign: string) => {
      const { current } = field;
      if (!current) return;
      current.setRangeText(sign, current.selectionStart, current.selectionEnd, 'end');
      write(current.value);
    },
    [write],
  );
  const writeOn = useCallback(() => field.current?.focus(), []);

  return (
    <form
      className="border-line border-t px-4 py-3"
      onSubmit={event => {
        event.preventDefault();
        send();
      }}
    >
      {tooMany > 0 && (
        <p role="status" className="mx-auto max-w-190 pb-1.5 text-busy text-sm">
          {t('session.too-long', { count: tooMany })}
        </p>
      )}
      <FileChips contact={id} onRemoved={writeOn} />
      <CannedList id={offers} canned={canned} />
      <div className="mx-auto flex max-w-190 items-end gap-2 rounded-xl border border-edge/70 bg-surface py-1.5 pr-1.5 pl-3.5 focus-within:border-accent focus-within:ring-2 focus-within:ring-accent/25">
        <textarea
          ref={field}
          value={text}
          rows={1}
          aria-label={t('session.write', { name: customer.name })}
          aria-invalid={tooMany > 0}
          placeholder={t('session.placeholder')}
          title={t('session.send-hint')}
          onChange={event => {
            write(event.target.value);
            canned.look();
          }}
          onSelect={canned.look}
          onBlur={canned.leave}
          onKeyDown={onKeyDown}
          {...(canned.offered.length > 0 && {
            'aria-haspopup': 'listbox',
            'aria-controls': offers,
            'aria-activedescendant': optionId(offers, canned.lit),
          })}
          className="field-sizing-content max-h-40 min-h-8 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-ink-faint"
        />
        <AttachButton contact={id} onChosen={writeOn} />
        <EmojiPopover contact={id} onPick={insert} onClosed={writeOn} />
        <Button submits look="primary" icon={SendHorizontal} disabled={!canSend}>
          {t('session.send')}
        </Button>
      </div>
      <ComposerHint />
    </form>
  );
}

/** The keys that help in writing, where there is a keyboard and room. */
const ComposerHint = memo(function ComposerHint() {
  const { t } = useTranslation();
  const emoji = useHotkey(openEmoji.hotkey);
  const attach = useHotkey(attachFiles.hotkey);
  return (
    <p className="mx-auto hidden max-w-190 gap-4 pt-1.5 pl-3.5 text-ink-faint text-xs md:pointer-fine:flex">
      <Hint keys={['Enter']} does={t('session.send')} />
      <Hint keys={['Shift', 'Enter']} does={t('shortcuts.newline')} />
      <Hint keys={['/']} does={t('shortcuts.canned')} />
      {attach && <Hint keys={keyNames(attach)} does={t(attachFiles.name)} />}
      {emoji && <Hint keys={keyNames(emoji)} does={t(openEmoji.name)} />}
    </p>
  );
});

type HintProps = { readonly keys: readonly string[]; readonly does: string };

function Hint({ keys, does }: HintProps) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Keys keys={keys} />
      {does}
    </span>
  );
}
