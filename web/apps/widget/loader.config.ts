/** The loader: one classic script, served as `/widget.js`, that goes beside the frame into the same `dist`. */

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
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
