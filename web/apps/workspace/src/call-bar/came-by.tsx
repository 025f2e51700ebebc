/** VC01: the flow that answered, and what the caller chose in its menus. */

import type { CameByView } from '@rapport/live/wire';
import { useTranslation } from 'react-i18next';

export function CameBy({ by: { flow, choices } }: { readonly by: CameByView }) {
  const { t } = useTranslation();
  const way = [flow.name || t('service.nameless'), ...choices];
  return (
    <>
      <bdi aria-hidden className="digits">
        {way.join(' › ')}
      </bdi>
      <span className="sr-only">{way.join(', ')}</span>
    </>
  );
}
