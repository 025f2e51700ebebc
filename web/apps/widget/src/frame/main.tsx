/**
 * The frame's start: one live customer, drawn.
 *
 * @jsxImportSource preact
 */

import { fetchSatisfactionForm, fetchWidgetConfig } from '@rapport/customer/bootstrap';
import { browserWorld, followOtherTabs } from '@rapport/customer/browser-world';
import { LiveCustomer } from '@rapport/customer/live-customer';
import { render } from 'preact';
import './theme.css';
import './chat.css';
import './transcript.css';
import './composer.css';
import { Chat } from './chat';
import { hostPage, shownBy } from './host-page';
import { language, onLanguage, t } from './language';

const key = new URLSearchParams(location.search).get('key') ?? '';
const world = browserWorld(location.origin, key, shownBy());
const live = new LiveCustomer(world);
const root = document.querySelector('#chat');

document.documentElement.lang = language();
window.addEventListener('online', () => live.tryNow());
followOtherTabs(world, live);
live.resume();

if (root !== null) {
  const host = hostPage();
  host.listen(message => {
    if (message.tell === 'identify') live.identify(message.identity);
    if (message.tell === 'forget') live.forget();
  });
  render(<p class="loading">{t('loading')}</p>, root);
  void fetchWidgetConfig(location.origin, key).then(outcome => {
    const config = outcome.outcome === 'known' ? outcome.config : undefined;
    const form = () => fetchSatisfactionForm(location.origin, key);
    const { name, welcome } = config ?? {};
    const draw = () => {
      document.documentElement.lang = language();
      document.title = config ? t('chat', { name: config.name }) : t('unavailable');
      host.tell({ tell: 'language', language: language() });
      render(<Chat live={live} host={host} name={name} welcome={welcome} form={form} />, root);
    };
    onLanguage(draw);
    draw();
  });
}
