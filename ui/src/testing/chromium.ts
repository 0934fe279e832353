import { afterEach, vi } from 'vitest';

import '../look.css';
import { LANGUAGES, loadWords } from '../text/locale';

// A window waits for its words before it is built, so the tests load all of them.
await Promise.all(LANGUAGES.map(loadWords));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});
