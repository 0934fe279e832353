import { beforeAll, describe, expect, it } from 'vitest';

import { removeBrowserDefaults } from './browser';

beforeAll(removeBrowserDefaults);

function isPrevented(event: Event, target: EventTarget = document.body): boolean {
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });

describe('the window', () => {
  it.each([{ key: 'F5' }, { key: 'r', ctrlKey: true }, { key: 'P', ctrlKey: true, shiftKey: true }, { key: 'f', metaKey: true }])(
    'does not do what a browser does at $key',
    (init) => expect(isPrevented(key(init))).toBe(true),
  );

  it.each([{ key: 'r' }, { key: 'v', ctrlKey: true }, { key: 'F1' }, { key: 'ArrowLeft', altKey: true }, { key: 'Enter' }])(
    'leaves $key to its page',
    (init) => expect(isPrevented(key(init))).toBe(false),
  );

  it("shows no browser's menu but in a text field, where one pastes", () => {
    const menu = () => new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
    const field = document.body.appendChild(document.createElement('input'));
    expect(isPrevented(menu())).toBe(true);
    expect(isPrevented(menu(), field)).toBe(false);
    field.remove();
  });
});
