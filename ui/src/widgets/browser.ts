import { inTextField } from './keys';

/** The browser's own keys with Control or Command: reload, print, find, find again, save, source, downloads, history. */
const WITH_CONTROL = /^[rpfgsujh]$/iu;
/** Find again, reload, caret browsing, developer tools. */
const ALONE = /^F(3|5|7|12)$/u;

/**
 * Takes the browser's keys and its menu away, so that the window behaves like a program.
 *
 * F5 would reload the page in the middle of a binding, and Ctrl+P would print the accounts. WebView2 has no switch for this that
 * Tauri passes on. The menu stays in text fields, for pasting.
 */
export function removeBrowserDefaults(): void {
  window.addEventListener('keydown', (event) => {
    if (isBrowserKey(event)) event.preventDefault();
  });
  window.addEventListener('contextmenu', (event) => {
    if (!inTextField(event.target)) event.preventDefault();
  });
}

function isBrowserKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (altKey) return false;
  return ALONE.test(key) || ((ctrlKey || metaKey) && WITH_CONTROL.test(key));
}
