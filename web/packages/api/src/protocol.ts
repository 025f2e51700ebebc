/** The live protocol's version that these pages speak. The contract says it as a type: with another number this is no TypeScript. */

import type { components } from './schema.gen';

export const PROTOCOL: components['schemas']['Hello']['protocol'] = 1;
