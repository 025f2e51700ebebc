/** The password: can be shown, and says when Caps Lock is on. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoginField } from './login-field';

type Props = { readonly describedBy?: string | undefined };

export function PasswordField({ describedBy }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  return (
    <div>
      <LoginField
        name="password"
        label={t('login.password')}
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        describedBy={describedBy}
        onKey={event => setCapsLock(event.getModifierState('CapsLock'))}
      >
        <IconButton
          name={t(shown ? 'login.hide-password' : 'login.show-password')}
          icon={shown ? EyeOff : Eye}
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        />
      </LoginField>
      <p role="status" className="mt-1 text-on-break text-sm empty:hidden">
        {capsLock && t('login.caps-lock')}
      </p>
    </div>
  );
}
