/**
 * The place in the queue, under the customer's own messages.
 *
 * @jsxImportSource preact
 */

import { t } from './language';

type Props = {
  readonly place: number;
  /** DK05: an agent had the chat. No place is told then: whose turn it is depends on the colleague. */
  readonly again: boolean;
};

export function Waiting({ place, again }: Props) {
  const where = place === 1 ? t('waiting-next') : t('waiting', { place });
  return (
    <div class="waiting">
      {!again && (
        <span class="place" aria-hidden="true">
          {place}
        </span>
      )}
      <div>
        <p class="where">{again ? t('finding-colleague') : where}</p>
        <p class="how">{t('waiting-how')}</p>
      </div>
    </div>
  );
}
