import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

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

// `--mode browser` puts the fake host in place of Tauri's, at build time: neither bundle holds the other's host.
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), paintOnce],
  resolve: {
    alias: { '#host': here(mode === 'browser' ? './src/ipc/fake/browser.ts' : './src/ipc/tauri.ts') },
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
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
  test: {
    restoreMocks: true,
    // axe-core looks at a long page for several seconds where the processor has other work too.
    testTimeout: 20_000,
    projects: [
      {
        // What needs no program and no browser.
        extends: true,
        test: {
          name: 'parts',
          environment: 'happy-dom',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.page.test.ts'],
          setupFiles: ['src/testing/setup.ts'],
        },
      },
      {
        // The windows over the program without its window. All files share one page of one browser, and one program.
        extends: true,
        test: {
          name: 'page',
          include: ['src/**/*.page.test.ts'],
          setupFiles: ['src/testing/chromium.ts'],
          globalSetup: ['src/testing/program.ts'],
          isolate: false,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 420, height: 680 },
            provider: playwright({ launchOptions: { executablePath: process.env['LINGPAI_CHROMIUM'] ?? '/usr/bin/chromium' } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
}));
