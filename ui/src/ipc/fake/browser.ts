import type { FrameHead } from '../frame';
import type { Host } from '../host';
import { parsePreferences } from '../preferences';
import type { Preferences } from '../generated/contract';
import { registration, scenario } from './scenarios';

const asked = new URLSearchParams(location.search);
const fake = scenario(asked.get('scenario') ?? 'list');
Object.assign(fake.preferences, parsePreferences(asked.get('preferences')));

// The strip's window opens nothing: the program has done that.
if (location.pathname.endsWith('/strip.html')) void fake.call('start', {});

// In the window the program sees the drop; a plain browser hands it to the page.
window.addEventListener('drop', (event) => {
  event.preventDefault();
  fake.drop(registration(24 * 3_600_000, '700009'));
});

/** A picture of something that looks like a page with a code on it, as a JPEG file. */
async function paint(width: number, height: number, at: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#7d8a97';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#fff';
  const side = height * SIDE;
  context.fillRect(at * width, (height - side) / 2, side, side);
  context.fillStyle = '#111';
  for (let y = 0; y < 21; y += 1) {
    for (let x = 0; x < 21; x += 1) {
      if ((x * 7 + y * 5 + x * y) % 3 === 0) {
        context.fillRect(
          at * width + side * (0.1 + x * 0.038),
          (height - side) / 2 + side * (0.1 + y * 0.038),
          side * 0.038,
          side * 0.038,
        );
      }
    }
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
}

const SIDE = 0.5;

/** Shows the camera a code that moves to and fro. */
async function film(frame: number): Promise<void> {
  if (!fake.camera.on) return;
  const at = 0.3 + 0.15 * Math.sin(frame / 20);
  const picture = await paint(640, 480, at);
  const [left, right, top, bottom] = [at, at + SIDE * 0.75, 0.25, 0.75];
  const codes: FrameHead['codes'] = frame % 200 < 150 ? [[left, top, right, top, right, bottom, left, bottom]] : [];
  fake.camera.show({ codes, batches: frame > 30 ? [{ size: 3, parts: [1, 2] }] : [] }, picture);
  setTimeout(() => void film(frame + 1), 66);
}

fake.camera.onopen(() => void film(0));
fake.setting.screen = async () => (await paint(3840, 2160, 0.4)).buffer;

/** The host of a plain browser: the fake that the address names by `?scenario=`. */
export const host: Host = fake;

/** The language that the address names by `&lang=`, otherwise the browser's. */
export const languages: readonly string[] = asked.has('lang') ? [asked.get('lang') ?? 'en'] : navigator.languages;

/** What the user has set: the scenario's, and what the address names by `&preferences=`. */
export const preferences: Partial<Preferences> = fake.preferences;
