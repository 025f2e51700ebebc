/** What the member's SIP phone does in this call (VC31): rings, is to be lifted, carries it, or did not take it. */

import { join } from '@rapport/ui/join';
import { PhoneCall, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { phoneName, useChosenPhone, useOwnPhone } from '../state/own-phone';

export function HandsetSign() {
  const { t } = useTranslation();
  const phone = useChosenPhone();
  const doing = useOwnPhone(own => own.doing);
  if (!phone || doing === 'idle') return null;
  const failed = doing === 'failed';
  const Icon = failed ? PhoneOff : PhoneCall;
  return (
    <p
      role="status"
      className={join(
        'calm-ground flex items-center gap-1.5 text-sm leading-5 max-md:order-1 max-md:w-full md:max-w-72',
        failed ? 'font-medium text-busy' : 'text-ink-soft',
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span>{t(`handset.does.${doing}`, { phone: phoneName(phone) })}</span>
    </p>
  );
}
