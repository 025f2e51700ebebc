/** Who one is here: told by the administrator, so it is only shown. */

import { Avatar } from '@rapport/ui/components/avatar';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../../state/live';
import { Card } from '../card';
import { Fact, Facts } from '../facts';

export function Profile() {
  const { t } = useTranslation();
  const { id, name, email, roles, application } = usePicture(({ me }) => me.myself);
  const groups = usePicture(picture => picture.groups);
  return (
    <Card title={t('profile.account')}>
      <div className="grid gap-4 p-4">
        <p className="flex items-center gap-3">
          <Avatar id={id} name={name} size="large" />
          <span className="min-w-0">
            <span className="block truncate font-semibold text-lg">{name}</span>
            <span className="block truncate text-ink-faint">{email}</span>
          </span>
        </p>
        <Facts>
          <Fact name={t('profile.application')}>{application}</Fact>
          <Fact name={t('profile.roles')}>{roles.map(role => t(`role.${role}`)).join(', ')}</Fact>
          <Fact name={t('profile.groups')}>
            {groups.map(group => group.name).join(', ') || t('home.nobody')}
          </Fact>
        </Facts>
        <p className="text-ink-faint text-sm">{t('profile.who-changes')}</p>
      </div>
    </Card>
  );
}
