/**
 * The rush hour: a button that lets robots come, and where they are.
 *
 * @jsxImportSource preact
 */

import { t } from '../language';
import type { Word } from '../words/en';
import type { RushHour, Tally } from './rush-hour';
import { useRushHour } from './use-rush-hour';

export function RushHourCard() {
  const { rushHour, failed, start, stop } = useRushHour();
  const running = rushHour?.running === true;
  return (
    <>
      {running ? (
        <button type="button" class="second-button" onClick={stop}>
          {t('rush-stop')}
        </button>
      ) : (
        <button type="button" class="main-button" onClick={start}>
          {t('rush-start')}
        </button>
      )}
      {failed && (
        <p class="small-print" role="alert">
          {t('rush-failed')}
        </p>
      )}
      {rushHour && began(rushHour) && <Counts rushHour={rushHour} />}
    </>
  );
}

function Counts({ rushHour: { calls, chats } }: { rushHour: RushHour }) {
  return (
    <table class="counts">
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{t('rush-where')}</span>
          </th>
          <th scope="col">{t('rush-calls')}</th>
          <th scope="col">{t('rush-chats')}</th>
        </tr>
      </thead>
      <tbody>
        {PLACES.filter(([, place]) => place !== 'failed' || calls.failed + chats.failed > 0).map(
          ([word, place]) => (
            <tr key={place}>
              <th scope="row">{t(word)}</th>
              <td>{calls[place]}</td>
              <td>{chats[place]}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** A server that was started a moment ago has zeros only. */
function began({ calls, chats }: RushHour): boolean {
  return PLACES.some(([, place]) => calls[place] + chats[place] > 0);
}

const PLACES: readonly (readonly [Word, keyof Tally])[] = [
  ['rush-to-come', 'toCome'],
  ['rush-waiting', 'waiting'],
  ['rush-served', 'served'],
  ['rush-done', 'done'],
  ['rush-gave-up', 'gaveUp'],
  ['rush-broke-off', 'failed'],
];
