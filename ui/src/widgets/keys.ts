/** Whether a key pastes into the program, not into a field. */
export function pastes({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey) || altKey || shiftKey || key.toLowerCase() !== 'v') return false;
  return !(target instanceof HTMLElement && target.closest('input, textarea, select') !== null);
}

/** Whether the element with the focus takes text. */
export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target.closest('textarea, select') !== null;
}
