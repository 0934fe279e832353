import { flushSync, mount, unmount } from 'svelte';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import type { AreaInput } from '../ipc/generated/contract';
import { decodePictures } from '../testing/camera';
import { all, join, one, press, settle, text, type Setting } from '../testing/window';
import { TABLES } from '../testing/words';
import { LANGUAGES, type Language } from '../text/locale';
import Overlay from './Overlay.svelte';

const WIDTH = 1000;
const HEIGHT = 500;

let held: Set<object>;
beforeEach(() => {
  held = decodePictures(3840, 2160);
  // The real function throws, because no pointer of a test is really pressed.
  vi.spyOn(Element.prototype, 'setPointerCapture').mockReturnValue();
  vi.spyOn(window, 'innerWidth', 'get').mockReturnValue(WIDTH);
  vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(HEIGHT);
});

/** What the overlay has sent. `area` is missing before the answer. */
interface Drawn {
  area?: AreaInput | null;
  cancelled: number;
}

/** Opens an overlay. The test answers its commands in place of the shell. */
async function openOverlay(setting: Setting = {}, language: Language = 'en'): Promise<Drawn> {
  const { host } = await join({ first_start: true, ...setting }, 'main');
  const drawn: Drawn = { cancelled: 0 };
  host.answers = {
    overlay_picture: () => new ArrayBuffer(0),
    overlay_choose: ({ area }) => {
      drawn.area = area;
      return null;
    },
    overlay_cancel: () => {
      drawn.area = null;
      drawn.cancelled += 1;
      return null;
    },
  };
  const overlay = mount(Overlay, { target: document.body, props: { host, text: TABLES[language].overlay } });
  onTestFinished(() => unmount(overlay));
  await settle();
  return drawn;
}

function mouse(type: string, x: number, y: number, button = 0): void {
  one('page').dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, button, bubbles: true }));
  flushSync();
}

function drag(from: [number, number], to: [number, number]): void {
  mouse('pointerdown', ...from);
  mouse('pointermove', ...to);
  mouse('pointerup', ...to);
}

describe('the overlay', () => {
  it('shows the screen and what to do, and has the keyboard', async () => {
    await openOverlay();
    const canvas = document.querySelector('canvas');
    expect(canvas?.width).toBe(3840);
    expect(held.size).toBe(0);
    expect(text('overlay-hint')).toContain('Draw a frame round the QR code');
    expect(document.activeElement).toBe(one('page'));
    expect(all('overlay-area')).toHaveLength(0);
  });

  it.each<[string, [number, number], [number, number]]>([
    ['down and right', [100, 50], [300, 150]],
    ['up and left', [300, 150], [100, 50]],
  ])('gives what was drawn %s as fractions, and lets go of the picture', async (_, from, to) => {
    const drawn = await openOverlay();
    drag(from, to);
    expect(drawn.area).toEqual({ x: 0.1, y: 0.1, width: 0.2, height: 0.2 });
    expect(document.querySelector('canvas')?.width).toBe(0);
  });

  it('keeps to the screen', async () => {
    const drawn = await openOverlay();
    drag([900, 400], [1300, -20]);
    expect(drawn.area).toEqual({ x: 0.9, y: 0, width: 0.1, height: 0.8 });
  });

  it('takes a click for no part, and shows the hint again', async () => {
    const drawn = await openOverlay();
    drag([100, 100], [104, 103]);
    expect(drawn.area).toBeUndefined();
    expect(one('overlay-hint').dataset['slips']).toBe('1');
    expect(all('overlay-area')).toHaveLength(0);
    drag([100, 100], [200, 200]);
    expect(drawn.area).toBeDefined();
  });

  it('is drawn by keys', async () => {
    const drawn = await openOverlay();
    await press('Enter');
    expect(drawn.area).toBeUndefined();
    await press('ArrowLeft');
    expect(all('overlay-area')).toHaveLength(1);
    const target = one('page');
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }));
    await press('Enter');
    const side = HEIGHT / 3;
    expect(drawn.area?.x).toBeCloseTo(((WIDTH - side) / 2 - 16) / WIDTH);
    expect(drawn.area?.height).toBeCloseTo((side + 16) / HEIGHT);
    expect(drawn.area?.width).toBeCloseTo(side / WIDTH);
  });

  it.each([
    ['Escape', () => press('Escape')],
    ['the right button', () => Promise.resolve(one('page').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true })))],
  ])('is given up by %s, once', async (_, giveUp) => {
    const drawn = await openOverlay();
    await giveUp();
    await giveUp();
    expect(drawn.area).toBeNull();
    expect(drawn.cancelled).toBe(1);
    mouse('pointerdown', 1, 1, 2);
    drag([100, 100], [200, 200]);
    expect(drawn.area).toBeNull();
  });

  it('gives up when there is no picture', async () => {
    const drawn = await openOverlay({ faults: { overlay_picture: 'stale' } });
    expect(drawn.area).toBeNull();
  });

  it.each(LANGUAGES)('speaks %s', async (language) => {
    await openOverlay({}, language);
    expect(text('overlay-hint')).toContain(TABLES[language].overlay.hint);
  });
});
