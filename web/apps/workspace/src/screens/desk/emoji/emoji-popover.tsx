/** The button beside the composer and what it opens: emoji by category, found by a word (W20). */

import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { Popover } from 'radix-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaKeys, keyNames } from '../../../actions/hotkey';
import { openEmoji } from '../../../actions/open-emoji';
import { useAct } from '../../../actions/use-act';
import { useScreen } from '../../../state/screen';
import { EmojiPanel } from './emoji-panel';

type Props = {
  readonly contact: string;
  readonly onPick: (sign: string) => void;
  /** Once it is closed: back to writing. */
  readonly onClosed: () => void;
};

/** Not drawn again with each letter. */
export const EmojiPopover = memo(function EmojiPopover({ contact, onPick, onClosed }: Props) {
  const { t } = useTranslation();
  const open = useScreen(({ emoji }) => emoji === contact);
  const { hotkey } = useAct(openEmoji);
  const name = t(openEmoji.name);
  const show = (now: boolean) => useScreen.setState({ emoji: now ? contact : undefined });
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger asChild>
        <IconButton
          name={name}
          icon={openEmoji.icon}
          title={hotkey ? `${name} (${keyNames(hotkey).join('+')})` : name}
          {...(hotkey && { 'aria-keyshortcuts': ariaKeys(hotkey) })}
        />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={name}
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={event => {
            event.preventDefault();
            onClosed();
          }}
          className={join(
            'z-40 grid h-80 max-h-[var(--radix-popover-content-available-height)] w-76 max-w-[calc(100vw-1rem)] grid-rows-[auto_minmax(0,1fr)]',
            'rounded-xl bg-raised text-ink shadow-high motion-safe:animate-rise',
          )}
        >
          <EmojiPanel
            onPick={sign => {
              onPick(sign);
              show(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
});
