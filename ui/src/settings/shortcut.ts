/** The result of one pressed key while a shortcut is recorded. */
export type Pressed =
  /** Only modifiers were pressed so far. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'refused' }
  /** The keys in the program's own notation: `Ctrl+Alt+L`. */
  | { readonly kind: 'keys'; readonly keys: string };

const MODIFIERS = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'Hyper', 'Super'];

/** Returns the shortcut of a key event. It names the key by its position, which Shift and the layout do not change. */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): Pressed {
  if (MODIFIERS.includes(key)) return { kind: 'pending' };
  const name = code.replace(/^(Key(?=[A-Z]$)|Digit(?=\d$))/, '');
  const functional = /^F\d+$/.test(name);
  // Shift with a letter only types a capital, so that is no shortcut.
  if (name === '' || name === 'Unidentified' || !(ctrlKey || altKey || metaKey || (shiftKey && functional))) {
    return { kind: 'refused' };
  }
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Super'];
  return { kind: 'keys', keys: [...held.filter((each) => each !== false), name].join('+') };
}
