import { flushSync, mount, unmount } from 'svelte';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { FakeHost } from '../ipc/fake/fake';
import type { FakeSetting } from '../ipc/fake/setting';
import { decodePictures } from '../testing/camera';
import { all, one, press, text } from '../testing/page';
import { TABLES } from '../testing/words';
import { LANGUAGES, type Language } from '../text/locale';
import Overlay from './Overlay.svelte';

const WIDTH = 1000;
const HEIGHT = 500;

let held: Set<object>;
beforeEach(() => {
  held = decodePictures(3840, 2160);
  vi.spyOn(window, 'innerWidth', 'get').mockReturnValue(WIDTH);
  vi.spyOn(window, 'innerHeight', 'get').mockReturnValue(HEIGHT);
});

async function openOverlay(setting: Partial<FakeSetting> = {}, language: Language = 'en'): Promise<FakeHost> {
  vi.useFakeTimers();
  const host = new FakeHost(setting);
  const overlay = mount(Overlay, { target: document.body, props: { host, text: TABLES[language].overlay } });
  onTestFinished(() => unmount(overlay));
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  return host;
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
    const host = await openOverlay();
    drag(from, to);
    expect(host.area).toEqual({ x: 0.1, y: 0.1, width: 0.2, height: 0.2 });
    expect(document.querySelector('canvas')?.width).toBe(0);
  });

  it('keeps to the screen', async () => {
    const host = await openOverlay();
    drag([900, 400], [1300, -20]);
    expect(host.area).toEqual({ x: 0.9, y: 0, width: 0.1, height: 0.8 });
  });

  it('takes a click for no part, and shows the hint again', async () => {
    const host = await openOverlay();
    drag([100, 100], [104, 103]);
    expect(host.area).toBeUndefined();
    expect(one('overlay-hint').dataset['slips']).toBe('1');
    expect(all('overlay-area')).toHaveLength(0);
    drag([100, 100], [200, 200]);
    expect(host.area).toBeDefined();
  });

  it('is drawn by keys', async () => {
    const host = await openOverlay();
    await press('Enter');
    expect(host.area).toBeUndefined();
    await press('ArrowLeft');
    expect(all('overlay-area')).toHaveLength(1);
    const target = one('page');
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }));
    await press('Enter');
    const side = HEIGHT / 3;
    expect(host.area?.x).toBeCloseTo(((WIDTH - side) / 2 - 16) / WIDTH);
    expect(host.area?.height).toBeCloseTo((side + 16) / HEIGHT);
    expect(host.area?.width).toBeCloseTo(side / WIDTH);
  });

  it.each([
    ['Escape', () => press('Escape')],
    ['the right button', () => Promise.resolve(one('page').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true })))],
  ])('is given up by %s, once', async (_, giveUp) => {
    const host = await openOverlay();
    await giveUp();
    await giveUp();
    expect(host.area).toBeNull();
    expect(host.calls.filter((name) => name === 'overlay_cancel')).toHaveLength(1);
    mouse('pointerdown', 1, 1, 2);
    drag([100, 100], [200, 200]);
    expect(host.area).toBeNull();
  });

  it('gives up when there is no picture', async () => {
    const host = await openOverlay({ faults: { overlay_picture: 'stale' } });
    expect(host.area).toBeNull();
  });

  it.each(LANGUAGES)('speaks %s', async (language) => {
    await openOverlay({}, language);
    expect(text('overlay-hint')).toContain(TABLES[language].overlay.hint);
  });
});
