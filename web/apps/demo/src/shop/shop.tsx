/**
 * Fern & Oak, who do not exist: a small shop such as any site might be.
 *
 * @jsxImportSource preact
 */

import { openChat } from '../chat-widget';
import { t } from '../language';
import { HeroScene } from './hero-scene';
import { Products } from './products';

type Props = { hotline: string | undefined; onCall: () => void };

export function Shop({ hotline, onCall }: Props) {
  return (
    <div class="shop">
      <header class="shop-header">
        <p class="wordmark">
          Fern <i>&amp;</i> Oak
        </p>
        <nav aria-label={t('nav-lamps')}>
          <a href="#lamps">{t('nav-lamps')}</a>
          <a href="#workshop">{t('nav-workshop')}</a>
          <a href="#help">{t('nav-help')}</a>
        </nav>
        {hotline && <p class="hotline">{hotline}</p>}
      </header>
      <main>
        <section class="hero">
          <div class="hero-words">
            <h2>{t('hero-title')}</h2>
            <p>{t('hero-text')}</p>
            <div class="hero-ways">
              <a class="shop-button" href="#lamps">
                {t('see-lamps')}
              </a>
              <button type="button" class="shop-link" onClick={openChat}>
                {t('ask-us')}
              </button>
            </div>
          </div>
          <HeroScene />
        </section>
        <Products />
        <section class="workshop" id="workshop">
          <h2>{t('workshop-title')}</h2>
          <dl>
            {FACTS.map(fact => (
              <div key={fact}>
                <dt>{t(fact)}</dt>
                <dd>{t(`${fact}-what`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section class="help" id="help">
          <h2>{t('help-title')}</h2>
          <p>{t('help-text')}</p>
          <div class="hero-ways">
            <button type="button" class="shop-button" onClick={onCall}>
              {t('call-us')}
            </button>
            <button type="button" class="shop-link" onClick={openChat}>
              {t('chat-with-us')}
            </button>
          </div>
        </section>
      </main>
      <footer class="shop-footer">{t('made-up')}</footer>
    </div>
  );
}

const FACTS = ['fact-1', 'fact-2', 'fact-3'] as const;
