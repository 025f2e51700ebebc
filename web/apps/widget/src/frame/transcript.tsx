/**
 * The message log. Follows the newest line while the reader is at the bottom, and offers a way down when not.
 *
 * @jsxImportSource preact
 */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Bubble } from './bubble';
import { DownIcon } from './icons';
import { t } from './language';
import type { FetchFile } from './message-files';
import type { TranscriptLine } from './transcript-lines';

type Props = {
  lines: readonly TranscriptLine[];
  /** Who is typing. */
  typing: string | undefined;
  file: FetchFile;
  onRetry: (id: string) => void;
  onDiscard: (id: string) => void;
  children: ComponentChildren;
};

export function Transcript({ lines, typing, file, onRetry, onDiscard, children }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const last = lines.at(-1);
  const newest = `${last?.id} ${typing ?? ''}`;
  const isMine = last?.agent === undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves the view, not a scroll of the reader's.
  useLayoutEffect(() => {
    if (atEnd || isMine) scrollDown(log.current);
  }, [newest]);

  const scrolled = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = log.current ?? {};
    setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_PX);
  };

  return (
    <>
      <div
        class="log"
        role="log"
        aria-label={t('transcript')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by key.
        tabIndex={0}
        ref={log}
        onScroll={scrolled}
      >
        {lines.map(line => (
          <Bubble
            key={line.id}
            line={line}
            file={file}
            onRetry={() => onRetry(line.id)}
            onDiscard={() => onDiscard(line.id)}
          />
        ))}
        {typing !== undefined && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="unseen">{t('is-typing', { agent: typing })}</span>
          </p>
        )}
        {children}
      </div>
      {!atEnd && (
        <button type="button" class="pill" onClick={() => scrollDown(log.current)}>
          <DownIcon />
          {t('new-messages')}
        </button>
      )}
    </>
  );
}

function scrollDown(log: HTMLElement | null): void {
  log?.scrollTo({ top: log.scrollHeight });
}

const NEAR_PX = 48;
