/** The frame: the page that the launcher opens, served at `/widget/frame` with its files under `/widget/`. */

import { defineConfig } from 'vite';

export default defineConfig({
  base: '/widget/',
  build: { target: 'es2022', modulePreload: { polyfill: false } },
});
