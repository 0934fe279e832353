import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, describe, expect, it } from 'vitest';

import { makeFrame, parseFrame, type FrameHead } from './frame';
import { host } from './tauri';

const head: FrameHead = {
  codes: [[0, 0, 1, 0, 1, 1, 0, 1]],
  hint: 'cut_off',
  batches: [],
  found: false,
  ended: null,
};

afterEach(() => clearMocks());

describe('a command that takes a function', () => {
  it('gives a channel to the program, and the function what comes through it', async () => {
    const crossed: Record<string, unknown>[] = [];
    mockIPC((name, args) => {
      crossed.push({ name, ...(args as object) });
      return { id: '1', name: 'One' };
    });
    const frames: ArrayBuffer[] = [];
    await host.call('camera_open', { camera: null, frames: (frame) => frames.push(frame) });
    const [sent] = crossed;
    const channel = sent?.['frames'] as { id: number; onmessage: (frame: ArrayBuffer) => void };
    expect(sent).toMatchObject({ name: 'camera_open', camera: null });
    expect(JSON.stringify(channel)).toMatch(/^"__CHANNEL__:\d+"$/);
    const frame = new ArrayBuffer(3);
    channel.onmessage(frame);
    expect(frames).toEqual([frame]);
  });
});

describe('a frame of the camera', () => {
  it('is its head and its picture', () => {
    const frame = parseFrame(makeFrame({ ...head, batches: [{ size: 2, parts: [1] }] }, Uint8Array.of(255, 216)));
    expect(frame.head).toEqual({ ...head, batches: [{ size: 2, parts: [1] }] });
    expect([...frame.picture]).toEqual([255, 216]);
  });

  it('is refused when it is cut off', () => {
    const bytes = makeFrame(head, new Uint8Array());
    expect(() => parseFrame(bytes.slice(0, 20))).toThrow();
    expect(() => parseFrame(new ArrayBuffer(2))).toThrow();
  });
});
