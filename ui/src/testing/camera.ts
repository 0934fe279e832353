import { vi } from 'vitest';

/** Makes every picture decodable. Returns the pictures that were decoded and not closed. */
export function decodePictures(width = 64, height = 48): Set<object> {
  const held = new Set<object>();
  vi.stubGlobal('createImageBitmap', () => {
    const picture = Object.assign(blank(width, height), { close: () => held.delete(picture) });
    held.add(picture);
    return Promise.resolve(picture);
  });
  return held;
}

/** Returns an empty picture. Where the engine draws none, it has only a size. */
function blank(width: number, height: number): object {
  if (!('OffscreenCanvas' in globalThis)) return { width, height };
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d');
  return canvas.transferToImageBitmap();
}

/** Shows or hides the document. */
export function hideDocument(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}
