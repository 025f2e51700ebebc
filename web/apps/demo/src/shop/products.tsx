/**
 * The shop's six lamps. Asking about one opens the chat.
 *
 * @jsxImportSource preact
 */

import { openChat } from '../chat-widget';
import { language, t } from '../language';
import { Lamp, type LampName } from './lamp';

export function Products() {
  return (
    <section class="products" id="lamps">
      <h2>{t('lamps-title')}</h2>
      <ul>
        {LAMPS.map(({ name, price }) => (
          <li key={name} class="product">
            <Lamp name={name} />
            <div class="product-words">
              <h3>{t(`lamp-${name}`)}</h3>
              <p class="price">{money.format(price)}</p>
              <p class="what">{t(`lamp-${name}-what`)}</p>
              <button type="button" class="shop-link" onClick={openChat}>
                {t('ask-about')}
                <span class="unseen">: {t(`lamp-${name}`)}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const LAMPS: readonly { readonly name: LampName; readonly price: number }[] = [
  { name: 'tansy', price: 240 },
  { name: 'heron', price: 410 },
  { name: 'wick', price: 165 },
  { name: 'plover', price: 195 },
  { name: 'moth', price: 130 },
  { name: 'sill', price: 118 },
];

const money = new Intl.NumberFormat(language, {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});
