/** Names the tab after the page. */

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { setTitle } from '../incoming/title-flash';

export function usePageTitle(name: string): void {
  const { t } = useTranslation();
  const product = t('product');
  useEffect(() => setTitle(`${name} · ${product}`), [name, product]);
}
