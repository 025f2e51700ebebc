/** Words for what the server named: a code, an event, a reason. A newer server may name what no catalogue has. */

import i18next from 'i18next';

export function known(key: string, values: Record<string, string> = {}): string | undefined {
  // Blanks that a text does not have are ignored, so one shape of values does for every key.
  return isKey(key) ? i18next.t(key, { title: '', ...values }) : undefined;
}

/** Any key will do as its type: the catalogue was asked whether it is one. */
function isKey(key: string): key is 'problem.other' {
  return i18next.exists(key);
}
