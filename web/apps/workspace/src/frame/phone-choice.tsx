/** By what calls are taken (VC31): the browser, or one of the member's SIP phones, with whether it is there. */

import { MenuChoice, MenuChoiceItem, SubMenu } from '@rapport/ui/components/menu';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { choosePhone, phoneName, useOwnPhone } from '../state/own-phone';

/** No phone has this id. */
const BROWSER = 'browser';

export function PhoneChoice() {
  const { t } = useTranslation();
  const phones = useOwnPhone(({ sip_phones }) => sip_phones);
  const chosen = useOwnPhone(own => own.chosen);
  if (phones.length === 0) return null;
  return (
    <SubMenu icon={Phone} name={t('handset.menu')}>
      <MenuChoice
        value={chosen ?? BROWSER}
        onChange={id => choosePhone(id === BROWSER ? undefined : id)}
      >
        <MenuChoiceItem value={BROWSER}>{t('handset.browser')}</MenuChoiceItem>
        {phones.map(phone => (
          <MenuChoiceItem key={phone.id} value={phone.id}>
            <span className="min-w-0">
              <bdi className="block truncate">{phoneName(phone)}</bdi>
              <span className="block text-ink-faint text-xs">
                {t(`handset.state.${phone.state}`)}
              </span>
            </span>
          </MenuChoiceItem>
        ))}
      </MenuChoice>
    </SubMenu>
  );
}
