/** Where cargo puts what it builds; what a failed test leaves behind goes there too. */

import { fileURLToPath } from 'node:url';

export function targetFolder() {
  return process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL('../../target', import.meta.url));
}
