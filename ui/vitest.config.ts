import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// The tests' own configuration: a build of the page loads no driver of a browser.
export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    restoreMocks: true,
    globalSetup: ['src/testing/program.ts'],
    // Frames and turns of the event loop are the browser's own.
    fakeTimers: { toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] },
    // axe-core looks at a long page for several seconds where the processor has other work too.
    testTimeout: 60_000,
    projects: [
      {
        // What needs no browser: parts of the page, and the test that looks into private fields with the debugger.
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
        // Found in the middle of a run, it would have the browser load everything anew.
        optimizeDeps: { include: ['axe-core'] },
        test: {
          name: 'page',
          include: ['src/**/*.page.test.ts'],
          setupFiles: ['src/testing/chromium.ts'],
          isolate: false,
          fileParallelism: false,
          // As the tests of the real windows. The report names each test that needed it.
          retry: 1,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            testerHtmlPath: 'src/testing/tester.html',
            viewport: { width: 420, height: 680 },
            provider: playwright({
              launchOptions: { executablePath: process.env['LINGPAI_CHROMIUM'] ?? '/usr/bin/chromium' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
