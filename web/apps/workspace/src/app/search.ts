/**
 * What stands behind the `?` of an address, read with suspicion. What is not to be believed is set to nothing: left out,
 * the router would hand on what was in the address.
 */

type Raw = Record<string, unknown>;

export type FromSearch = { readonly from?: string | undefined };
export type LoginSearch = FromSearch & { readonly ended?: 'expired' | undefined };
export type RecordsSearch = {
  readonly record?: string | undefined;
  readonly kind?: 'voice' | 'chat' | undefined;
};

export function fromSearch({ from }: Raw): FromSearch {
  return { from: placeOf(from) };
}

/** `ended`: the login was over without having been asked to. */
export function loginSearch({ from, ended }: Raw): LoginSearch {
  return { from: placeOf(from), ended: ended === 'expired' ? ended : undefined };
}

export function recordsSearch({ record, kind }: Raw): RecordsSearch {
  return {
    record: typeof record === 'string' ? record : undefined,
    kind: kind === 'voice' || kind === 'chat' ? kind : undefined,
  };
}

/** Only a path of our own: an address from outside is not to be followed. */
function placeOf(from: unknown): string | undefined {
  return typeof from === 'string' && /^\/(?![/\\])/u.test(from) ? from : undefined;
}
