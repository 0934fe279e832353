import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { FaultCode } from '../ipc/generated/contract';
import type { CameraHint, FrameHead } from '../ipc/frame';
import { FakeCamera } from '../testing/fake-camera';
import { TABLES } from '../testing/words';
import { LANGUAGES } from '../text/locale';
import { decodePictures, hideDocument } from '../testing/camera';
import type { Picture } from '../testing/given';
import { plain } from '../testing/given-accounts';
import {
  all,
  click,
  control,
  one,
  openWindow,
  page,
  pass,
  press,
  settle,
  text,
  type Opened,
  type Setting,
} from '../testing/window';

const CORNERS: FrameHead['codes'][number] = [0.1, 0.1, 0.4, 0.1, 0.4, 0.4, 0.1, 0.4];
const FAULTS = [
  'camera_none',
  'camera_busy',
  'camera_denied',
  'camera_gone',
  'camera_stalled',
  'camera_no_media',
  'camera_failed',
] as const;
const HINTS: CameraHint[] = ['too_small', 'blurred', 'cut_off', 'too_dark', 'damaged', 'not_ours'];
const ordinary: Picture = { kind: 'plain', issuer: 'Google', number: 'me' };

let held: Set<object>;
beforeEach(() => {
  held = decodePictures();
});

interface Filming extends Opened {
  camera: FakeCamera;
}

/** Opens the camera page with a fake camera, which can show states that no picture can bring about. */
async function openCamera(setting: Setting = {}, language = 'en', camera = new FakeCamera()): Promise<Filming> {
  const opened = { ...(await openWindow({ accounts: [plain('a', {}, null)], ...setting }, language)), camera };
  opened.host.answers = camera.answers;
  await click('add');
  await click('add-camera');
  expect(page()).toBe('camera');
  return opened;
}

const canvas = (): DOMStringMap => one('camera-canvas').dataset;

describe('the camera’s page', () => {
  it('draws each frame, marks its codes, and asks for the next one', async () => {
    const { camera } = await openCamera();
    expect(camera.on).toBe(true);
    expect(canvas()).toMatchObject({ frames: '0', codes: '0' });
    camera.show({ codes: [CORNERS, CORNERS] });
    await settle();
    expect(canvas()).toMatchObject({ frames: '1', codes: '2' });
    camera.show();
    await settle();
    expect(canvas()).toMatchObject({ frames: '2', codes: '0' });
    expect(camera.seen).toBe(2);
    expect(held.size).toBe(0);
  });

  it('goes on after a picture that cannot be decoded', async () => {
    const { camera } = await openCamera();
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no JPEG')));
    camera.show();
    await settle();
    expect(canvas()['frames']).toBe('0');
    expect(camera.seen).toBe(1);
  });

  it('leads to what was found, and from there back to the list', async () => {
    const { host } = await openWindow({ accounts: [plain('a', {}, null)], cameras: ['One'] });
    await click('add');
    await click('add-camera');
    expect((await host.look()).camera_on).toBe(true);
    await host.film(ordinary);
    await settle();
    expect(page()).toBe('confirm');
    expect((await host.look()).camera_on).toBe(false);
    await click('confirm-cancel');
    expect(page()).toBe('list');
  });

  it('offers a choice where there are several cameras, and only there', async () => {
    const { camera } = await openCamera({}, 'en', new FakeCamera(['One', 'Two']));
    const choice = one('camera-choice') as HTMLSelectElement;
    expect([...choice.options].map(({ text }) => text)).toEqual(['One', 'Two']);
    choice.value = '2';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(camera.last).toBe('2');
    await click('camera-cancel');
    // The camera that was used last is opened the next time.
    await click('add');
    await click('add-camera');
    expect((one('camera-choice') as HTMLSelectElement).value).toBe('2');
  });

  it('has no choice of one', async () => {
    await openCamera();
    expect(all('camera-choice')).toHaveLength(0);
  });

  it('says after a while what helps, by what was seen', async () => {
    const { camera } = await openCamera();
    await pass(4000);
    expect(all('camera-tip')).toHaveLength(0);
    await pass(1500);
    expect(text('camera-tip')).toContain('phone’s screen brighter');
    for (const hint of HINTS) {
      camera.show({ hint });
      await pass(5500);
      expect(one('camera-tip').dataset['hint']).toBe(hint);
    }
    await click('camera-cancel');
    expect(all('camera-tip')).toHaveLength(0);
  });

  it('tells how much of a migration was seen, and keeps it when it is left', async () => {
    const { host, camera } = await openCamera();
    camera.show({ batches: [{ size: 3, parts: [2] }] });
    await settle();
    expect(text('camera-batch')).toBe('Part 2 of 3 read. Show the next one.');
    const before = host.count('intake');
    await click('camera-cancel');
    expect(host.count('intake')).toBe(before + 1);
  });
});

describe('the camera is off', () => {
  const gone: [string, (opened: Filming) => Promise<void>, string][] = [
    ['by its button', () => click('camera-cancel'), 'list'],
    ['by Escape', () => press('Escape'), 'list'],
    ['by locking', () => control('l'), 'unlock'],
    ['by help', () => press('F1'), 'help'],
  ];
  it.each(gone)('at once when it is left %s, and late frames are dropped', async (_, leave, then) => {
    const opened = await openCamera();
    const { host, camera: late } = opened;
    late.show();
    host.calls.length = 0;
    await leave(opened);
    // The page may have reported one more frame before it closed the camera.
    expect(host.calls.find((name) => name !== 'camera_seen')).toBe('camera_close');
    expect(late.on).toBe(false);
    expect(page()).toBe(then);
    expect(held.size).toBe(0);
  });

  it('while nobody sees the page', async () => {
    const { camera } = await openCamera();
    hideDocument(true);
    expect(camera.on).toBe(false);
    hideDocument(false);
    await settle();
    expect(camera.on).toBe(true);
    expect(page()).toBe('camera');
  });

  it('when it was left before it was open', async () => {
    const { host } = await openWindow({ accounts: [plain('a', {}, null)] });
    const camera = new FakeCamera();
    host.answers = camera.answers;
    let answer = (): void => {};
    const slow = new Promise<void>((done) => (answer = done));
    // The camera opens only after the page has asked to close it.
    const call = host.call.bind(host);
    vi.spyOn(host, 'call').mockImplementation(async (name, args) => {
      if (name === 'camera_open') await slow;
      return call(name, args);
    });
    await click('add');
    await click('add-camera');
    await click('camera-cancel');
    answer();
    await settle();
    expect(host.calls).toContain('camera_open');
    expect(camera.on).toBe(false);
  });
});

describe('a camera that gives nothing', () => {
  it.each(FAULTS)('says so in its own words: %s', async (code: FaultCode) => {
    const { camera } = await openCamera({}, 'en', new FakeCamera(['One'], code));
    expect(one('camera-fault').dataset['code']).toBe(code);
    for (const other of ['choose-picture', 'add-screen-region', 'add-screen-whole', 'add-paste']) {
      expect(all(other)).toHaveLength(1);
    }
    camera.fault = undefined;
    await click('camera-again');
    expect(all('camera-fault')).toHaveLength(0);
    expect(camera.on).toBe(true);
  });

  it('is told when it ends by itself', async () => {
    const { camera } = await openCamera();
    camera.show({ codes: [CORNERS] });
    await settle();
    camera.end('camera_gone');
    await settle();
    expect(text('camera-fault')).toContain('The camera was unplugged');
    expect(canvas()).toMatchObject({ frames: '0', codes: '0' });
    expect((one('camera-canvas') as HTMLCanvasElement).width).toBe(0);
  });

  it('leads to the other ways', async () => {
    const { host } = await openCamera({}, 'en', new FakeCamera([]));
    await host.offer(ordinary);
    expect(text('camera-fault')).toContain('There is no camera');
    await click('add-paste');
    expect(page()).toBe('confirm');
    await click('confirm-cancel');
    expect(page()).toBe('list');
  });

  it.each(LANGUAGES)('has words of its own for each in %s', (language) => {
    const { camera, faults } = TABLES[language];
    const said = [...FAULTS.map((code) => faults[code].headline), ...Object.values(camera.tips), camera.tip];
    expect(new Set(said).size).toBe(said.length);
  });
});
