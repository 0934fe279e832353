import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { keepCompiled } from './compiled.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The window's policy, less the two addresses of Tauri's IPC: the pages are tried under it in a plain browser too. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'";

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

// `--mode browser` puts the fake host in place of Tauri's, at build time: neither bundle holds the other's host.
export default defineConfig(({ command, mode }) => ({
  plugins: [command === 'build' ? keepCompiled(svelte(), here('../.cache/svelte'), versions()) : svelte(), paintOnce],
  resolve: {
    alias: { '#host': here(mode === 'browser' ? './src/ipc/fake/browser.ts' : './src/ipc/tauri.ts') },
  },
  build: {
    target: ['safari16.4', 'chrome111'],
    outDir: mode === 'browser' ? 'dist-browser' : 'dist',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // An overlay and the strip have windows of their own, each with a page that holds nothing else.
    rolldownOptions: {
      input: { main: here('./index.html'), overlay: here('./overlay.html'), strip: here('./strip.html') },
    },
  },
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true, headers: { 'Content-Security-Policy': policy } },
}));
