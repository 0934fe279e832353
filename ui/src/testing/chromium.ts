import { afterEach, vi } from 'vitest';

import '../look.css';
import { LANGUAGES, loadWords } from '../text/locale';

// A window needs its words before it is built, so all languages are loaded here.
await Promise.all(LANGUAGES.map(loadWords));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});
