/** What a key that is pressed makes of a shortcut. */
export type Pressed =
  /** Only modifiers so far. */
  | { readonly kind: 'pending' }
  | { readonly kind: 'refused' }
  /** As the program names them: `Ctrl+Alt+L`. */
  | { readonly kind: 'keys'; readonly keys: string };

const MODIFIERS = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'Hyper', 'Super'];

/** The shortcut that a key event names: by the place of its key, so that Shift and the layout change nothing. */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): Pressed {
  if (MODIFIERS.includes(key)) return { kind: 'pending' };
  const name = code.replace(/^(Key(?=[A-Z]$)|Digit(?=\d$))/, '');
  const functional = /^F\d+$/.test(name);
  // With Shift alone a letter is but a capital.
  if (name === '' || name === 'Unidentified' || !(ctrlKey || altKey || metaKey || (shiftKey && functional))) {
    return { kind: 'refused' };
  }
  const held = [ctrlKey && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', metaKey && 'Super'];
  return { kind: 'keys', keys: [...held.filter((each) => each !== false), name].join('+') };
}
