import { afterEach, vi } from 'vitest';

import { LANGUAGES, loadWords } from '../text/locale';

/** The size of every element here, because this engine does no layout. */
const SIZE = { width: 400, height: 600 };
const ROW = 66;

/** Reports to the virtual list the sizes that a browser would measure: one for the list and one for every row. */
class Measured implements ResizeObserver {
  #tell: ResizeObserverCallback;

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    const height = target.getAttribute('role') === 'list' ? SIZE.height : ROW;
    const contentRect = new DOMRect(0, 0, SIZE.width, height);
    Object.defineProperty(target, 'offsetParent', { configurable: true, value: document.body });
    queueMicrotask(() => this.#tell([{ target, contentRect } as unknown as ResizeObserverEntry], this));
  }

  unobserve(): void {}

  disconnect(): void {}
}

vi.stubGlobal('ResizeObserver', Measured);

// A window needs its words before it is built, so all languages are loaded here.
await Promise.all(LANGUAGES.map(loadWords));

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});
