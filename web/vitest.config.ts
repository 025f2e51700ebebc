/** One run for every package and app; views are tested in happy-dom. */

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'happy-dom',
    environmentOptions: { happyDOM: { url: 'http://127.0.0.1:8080/' } },
    css: true,
    include: ['{packages,apps}/*/src/**/*.test.{ts,tsx}'],
    // A whole app on a busy machine takes its time; what must be quick says so itself.
    testTimeout: 60_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
