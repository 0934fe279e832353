import { inTextField } from './keys';

/** The browser's keys with Control or Command: reload, print, find, find again, save, source, downloads, history. */
const WITH_CONTROL = /^[rpfgsujh]$/iu;
/** The browser's keys alone: find again, reload, caret browsing, developer tools. */
const ALONE = /^F(3|5|7|12)$/u;

/**
 * Removes the browser's keys and its context menu, so that the window behaves like a program.
 *
 * F5 would reload the page in the middle of a binding, and Ctrl+P would print the accounts. WebView2 can switch its keys off, but
 * Tauri does not pass that on. Text fields keep the menu, for pasting.
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
