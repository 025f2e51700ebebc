/**
 * The place in the queue, under the customer's own messages.
 *
 * @jsxImportSource preact
 */

import { t } from './language';

export function Waiting({ place }: { place: number }) {
  return (
    <div class="waiting">
      <span class="place" aria-hidden="true">
        {place}
      </span>
      <div>
        <p class="where">{place === 1 ? t('waiting-next') : t('waiting', { place })}</p>
        <p class="how">{t('waiting-how')}</p>
      </div>
    </div>
  );
}
