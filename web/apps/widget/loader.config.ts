/** The loader: one classic script, served as `/widget.js`, that goes beside the frame into the same `dist`. */

import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** What a site's page pays before anyone opens the chat (C1). */
const GZIP_BYTES_MAX = 30 * 1024;

const sizeLimit: Plugin = {
  name: 'size-limit',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      const bytes = gzipSync(file.type === 'chunk' ? file.code : file.source).length;
      if (bytes > GZIP_BYTES_MAX) this.error(`${file.fileName} has ${bytes} bytes gzipped`);
    }
  },
};

export default defineConfig({
  publicDir: false,
  plugins: [sizeLimit],
  build: {
    target: 'es2020',
    emptyOutDir: false,
    lib: {
      entry: 'src/loader/loader.ts',
      formats: ['iife'],
      name: 'rapportWidget',
      fileName: () => 'widget.js',
    },
  },
});
