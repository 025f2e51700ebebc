/** The secret of a one-time link stands behind the `#`: browsers send that part to nobody. It leaves the address at once. */

export function secretOf(): string {
  const secret = location.hash.slice(1);
  // Neither the history nor a shoulder shall keep it.
  if (secret) history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}
