import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { keepCompiled } from './compiled.ts';
import { startProgram } from './src/testing/program.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The first paint waits for the script, which gives the page its theme: no flash of another one. */
const paintOnce: Plugin = {
  name: 'paint-once',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll('<script type="module"', '<script type="module" blocking="render"'),
  },
};

/** What a compiled component depends on beside its text: this file, and the versions of all packages. */
const versions = () => ['./vite.config.ts', './package-lock.json'].map((file) => readFileSync(here(file), 'utf8')).join('');

// `--mode headless` puts the program without its window in the place of Tauri: for `npm run dev`, in no build.
export default defineConfig(async ({ command, mode }) => ({
  plugins: [command === 'build' ? keepCompiled(svelte(), here('../.cache/svelte'), versions()) : svelte(), paintOnce],
  resolve: {
    alias: { '#host': here(mode === 'headless' ? './src/ipc/dev.ts' : './src/ipc/tauri.ts') },
  },
  ...(mode === 'headless' ? { define: { PROGRAM: JSON.stringify((await startProgram()).address) } } : {}),
  build: {
    target: ['safari16.4', 'chrome111'],
    outDir: 'dist',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // An overlay and the strip have windows of their own, each with a page that holds nothing else.
    rolldownOptions: {
      input: { main: here('./index.html'), overlay: here('./overlay.html'), strip: here('./strip.html') },
    },
  },
  clearScreen: false,
  server: { port: 5173, strictPort: true },
}));
