/**
 * What greets a customer who has not written yet.
 *
 * @jsxImportSource preact
 */

import { t } from './language';

export function Welcome({ welcome }: { welcome: string }) {
  return (
    <div class="welcome">
      <p class="greeting">{welcome}</p>
      <p class="how">{t('welcome-how')}</p>
    </div>
  );
}
