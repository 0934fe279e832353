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

/** Whether a key belongs to an input method, which composes a character with it. */
export function composes(event: KeyboardEvent): boolean {
  // WebKit ends the composition before the Enter that ends it. Only its key code tells (UI Events, 229).
  return event.isComposing || event.keyCode === 229;
}
