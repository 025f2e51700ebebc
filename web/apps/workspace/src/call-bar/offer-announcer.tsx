/** For screen readers: the offer once, at once; what is left at ten and at five seconds only. */

import { useTranslation } from 'react-i18next';
import { useTimed } from '../state/timed';

type Props = { readonly text: string; readonly deadline: number };

export function OfferAnnouncer({ text, deadline }: Props) {
  const { t } = useTranslation();
  const said = useTimed(now => {
    const left = Math.ceil((deadline - now) / 1000);
    return left <= 5 ? 5 : left <= 10 ? 10 : undefined;
  });
  return (
    <p aria-live="assertive" className="sr-only">
      {said === undefined ? text : t('call.seconds-left', { count: said })}
    </p>
  );
}
