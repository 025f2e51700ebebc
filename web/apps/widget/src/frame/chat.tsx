/**
 * The chat (C2): chooses by scene what stands between the header and the bottom.
 *
 * @jsxImportSource preact
 */

import type { LiveCustomer } from '@rapport/customer/live-customer';
import { useLive } from '@rapport/customer/use-live';
import type { SatisfactionForm } from '@rapport/customer/wire';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Bottom } from './bottom';
import { ConnectionNotice } from './connection-notice';
import { EndConfirm } from './end-confirm';
import { Header } from './header';
import type { HostPage } from './host-page';
import { t } from './language';
import { keepPicture } from './own-pictures';
import { lastAgent, sceneOf } from './scene';
import { SilenceLine } from './silence-line';
import { Transcript } from './transcript';
import { transcriptLines } from './transcript-lines';
import { TurnedAway } from './turned-away';
import { useFiles } from './use-files';
import { useHost } from './use-host';
import { useKnownAgent } from './use-known-agent';
import { useLater } from './use-later';
import { Waiting } from './waiting';
import { Welcome } from './welcome';

type Props = {
  live: LiveCustomer;
  host: HostPage;
  name: string | undefined;
  welcome: string | undefined;
  /** DK08: fetched when the customer is asked. */
  form: () => Promise<SatisfactionForm | undefined>;
};

export function Chat({ live, host, name, welcome, form }: Props) {
  const view = useLive(live);
  const [left, leave] = useState<string>();
  const [ending, setEnding] = useState(false);
  const [hasOptions, setOptions] = useState(false);
  const composer = useRef<HTMLTextAreaElement>(null);
  const optionsButton = useRef<HTMLButtonElement>(null);
  const { minimise } = useHost(host, view, composer);
  const agent = useKnownAgent(view.picture);
  const scene = name === undefined ? ({ scene: 'denied' } as const) : sceneOf(view, left, agent);
  const files = useFiles(live);
  const [isOver, setOver] = useState(false);
  const canWrite =
    scene.scene !== 'ended' && scene.scene !== 'denied' && scene.scene !== 'outdated';
  const canEnd = scene.scene === 'waiting' || scene.scene === 'open';
  const hasLeft = left !== undefined && view.picture.session?.id === left;
  const session = hasLeft ? undefined : view.picture.session;
  const options = useLater(hasOptions, () => import('./options'));
  const rating = useLater(session?.rating !== undefined, () => import('./rating'));
  const messages = hasLeft ? [] : view.picture.messages;
  const lines = transcriptLines(messages, view.outbox);

  useEffect(() => {
    if (!canEnd) setEnding(false);
  }, [canEnd]);

  const closeOptions = () => {
    setOptions(false);
    optionsButton.current?.focus();
  };
  const closeLayer = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (ending) setEnding(false);
    else if (hasOptions) closeOptions();
    else minimise();
  };

  const hold = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Dropped beside its place, a file would open instead of the chat.
    event.preventDefault();
    setOver(canWrite);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (canWrite) files.add([...(event.dataTransfer?.files ?? [])]);
  };
  const paste = (event: ClipboardEvent) => {
    const { files: pasted = [], types = [] } = event.clipboardData ?? {};
    // A table's cells come as text and as a picture of it: the text is meant.
    if (!canWrite || pasted.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    files.add([...pasted]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works wherever the focus is inside the chat.
    <div
      class="chat"
      onKeyDown={closeLayer}
      onDragOver={hold}
      onDragLeave={({ relatedTarget }) => relatedTarget === null && setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      {isOver && <p class="drop">{t('drop-files')}</p>}
      <Header
        name={name}
        scene={scene}
        isReached={view.downSince === undefined}
        onEnd={canEnd && !ending ? () => setEnding(true) : undefined}
        hasOptions={hasOptions}
        optionsButton={optionsButton}
        onOptions={() => setOptions(!hasOptions)}
        onMinimise={minimise}
      />
      {hasOptions && options && (
        <options.Options title={name ?? t('transcript')} messages={messages} />
      )}
      <ConnectionNotice downSince={view.downSince} onTryNow={() => live.tryNow()} />
      {view.isClosing && view.downSince === undefined && (
        <div class="notice" role="status">
          <p>{t('maintenance')}</p>
        </div>
      )}
      {scene.scene === 'turned-away' && <TurnedAway until={scene.until} />}
      {ending && <EndConfirm live={live} onKeep={() => setEnding(false)} />}
      <main class="middle">
        {scene.scene === 'welcome' && <Welcome welcome={welcome ?? ''} />}
        {scene.scene === 'connecting' && <p class="loading">{t('connecting')}</p>}
        {(lines.length > 0 || scene.scene === 'waiting') && (
          <Transcript
            lines={lines}
            typing={view.agentTyping ? (lastAgent(view) ?? t('the-agent')) : undefined}
            file={id => live.file(id)}
            onRetry={id => live.retry(id)}
            onDiscard={id => live.discard(id)}
          >
            <SilenceLine scene={scene} />
            {scene.scene === 'waiting' && <Waiting place={scene.place} again={scene.again} />}
          </Transcript>
        )}
      </main>
      {rating && <rating.Rating {...{ live, session, form }} />}
      <Bottom
        scene={scene}
        composer={composer}
        files={files}
        onSay={(text, taken) => {
          for (const { file, picture } of taken) keepPicture(file, picture);
          live.say(
            text,
            taken.map(({ file }) => file),
          );
        }}
        onTyping={() => live.typing()}
        onStartAgain={() => leave(view.picture.session?.id)}
      />
    </div>
  );
}
