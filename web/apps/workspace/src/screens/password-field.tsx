/** A password: can be shown, says when Caps Lock is on, and lets password managers and pasting do their work. */

import { Field } from '@rapport/ui/components/field';
import { IconButton } from '@rapport/ui/components/icon-button';
import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly error?: ReactNode;
  readonly onChange?: (value: string) => void;
};

export function PasswordField({ describedBy, onChange, ...field }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const look = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div>
      <Field
        {...field}
        type={shown ? 'text' : 'password'}
        describedBy={describedBy}
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => setCapsLock(false)}
        onChange={event => onChange?.(event.target.value)}
      >
        <IconButton
          name={t(shown ? 'login.hide-password' : 'login.show-password')}
          icon={shown ? EyeOff : Eye}
          className="absolute top-1 right-1"
          onClick={() => setShown(!shown)}
        />
      </Field>
      <p role="status" className="mt-1 text-on-break text-sm empty:hidden">
        {capsLock && t('login.caps-lock')}
      </p>
    </div>
  );
}
