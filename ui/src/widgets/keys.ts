/** Returns whether a key pastes into the program and not into a field. */
export function pastes({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey) || altKey || shiftKey || key.toLowerCase() !== 'v') return false;
  return !(target instanceof HTMLElement && target.closest('input, textarea, select') !== null);
}

/** Returns whether an element takes typed text. */
export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target.closest('textarea, select') !== null;
}

/** Returns whether an input method takes the key, to compose a character. */
export function composes(event: KeyboardEvent): boolean {
  // WebKit ends the composition before the Enter that confirms it. Only the key code shows that (UI Events, 229).
  return event.isComposing || event.keyCode === 229;
}
