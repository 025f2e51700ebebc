/** What the server says of a password while it is typed: asked a moment after the last key, and never out of order. */

import type { PasswordVerdict } from '@rapport/live/wire';
import { useEffect, useState } from 'react';
import { checkPassword } from '../../state/account';

const AFTER_KEY_MS = 150;

export function useVerdict(value: string, token?: string): PasswordVerdict | undefined {
  const [verdict, setVerdict] = useState<PasswordVerdict>();
  useEffect(() => {
    let wanted = true;
    const ask = () =>
      checkPassword(value, token).then(
        told => wanted && setVerdict(told),
        // Without the list the server still judges what is sent.
        () => undefined,
      );
    const timer = setTimeout(() => void ask(), value === '' ? 0 : AFTER_KEY_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [value, token]);
  return verdict;
}
