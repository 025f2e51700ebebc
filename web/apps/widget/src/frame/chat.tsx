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
import { Options } from './options';
import { Rating } from './rating';
import { lastAgent, sceneOf } from './scene';
import { SilenceLine } from './silence-line';
import { Transcript } from './transcript';
import { transcriptLines } from './transcript-lines';
import { TurnedAway } from './turned-away';
import { useHost } from './use-host';
import { useKnownAgent } from './use-known-agent';
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
  const canEnd = scene.scene === 'waiting' || scene.scene === 'open';
  const hasLeft = left !== undefined && view.picture.session?.id === left;
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

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape works wherever the focus is inside the chat.
    <div class="chat" onKeyDown={closeLayer}>
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
      {hasOptions && <Options title={name ?? t('transcript')} messages={messages} />}
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
      <Rating live={live} session={hasLeft ? undefined : view.picture.session} form={form} />
      <Bottom
        scene={scene}
        composer={composer}
        onSay={text => live.say(text)}
        onTyping={() => live.typing()}
        onStartAgain={() => leave(view.picture.session?.id)}
      />
    </div>
  );
}
