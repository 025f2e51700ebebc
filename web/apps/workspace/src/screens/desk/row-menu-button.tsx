/** ⋯ on a row of the list: its menu, for who has neither a second mouse button nor a menu key. */

import { askForMenu } from '@rapport/ui/components/context-menu';
import { IconButton } from '@rapport/ui/components/icon-button';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** `of`: the id of the element with the customer's name. */
export function RowMenuButton({ of }: { readonly of: string }) {
  const { t } = useTranslation();
  return (
    <IconButton
      name={t('desk.actions')}
      icon={Ellipsis}
      aria-haspopup="menu"
      aria-describedby={of}
      onClick={event => askForMenu(event.currentTarget)}
      className="absolute right-1.5 bottom-1 size-6! -outline-offset-2 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
    />
  );
}
