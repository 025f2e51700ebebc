/** The secret of a one-time link stands behind the `#`: browsers send that part to nobody. It leaves the address at once. */

import { useEffect, useState } from 'react';

export function useLinkSecret(): string {
  const [secret] = useState(secretOf);
  useEffect(() => {
    // Another link in the same tab differs behind the `#` only, for which no browser loads anything.
    const again = () => location.reload();
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  return secret;
}

function secretOf(): string {
  const secret = location.hash.slice(1);
  // Neither the history nor a shoulder shall keep it.
  if (secret) history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}
