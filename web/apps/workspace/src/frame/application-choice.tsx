/** W1b in the avatar menu: the other applications of a member of several. */

import { MenuChoice, MenuChoiceItem, SubMenu } from '@rapport/ui/components/menu';
import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLogin } from '../state/login';
import { askToMove } from './leave-dialog';

export function ApplicationChoice() {
  const { t } = useTranslation();
  const applications = useLogin(({ myself }) => myself?.applications ?? NONE);
  if (applications.length < 2) return null;
  const current = applications.find(({ chosen }) => chosen);
  return (
    <SubMenu icon={Building2} name={t('choose.menu')}>
      <MenuChoice
        value={current?.id}
        onChange={id => {
          const wanted = applications.find(application => application.id === id);
          if (wanted && !wanted.chosen) askToMove(wanted);
        }}
      >
        {applications.map(({ id, name }) => (
          <MenuChoiceItem key={id} value={id}>
            <span className="min-w-0 truncate">{name}</span>
          </MenuChoiceItem>
        ))}
      </MenuChoice>
    </SubMenu>
  );
}

const NONE: readonly never[] = [];
