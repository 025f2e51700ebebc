/** The sample shop at `/demo`, with its files under `/demo/`. */

import { defineConfig } from 'vite';

export default defineConfig({
  base: '/demo/',
  build: { target: 'es2022', modulePreload: { polyfill: false } },
});
