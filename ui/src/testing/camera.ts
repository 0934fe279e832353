import { vi } from 'vitest';

/** A decoder that takes any bytes for a picture; gives the pictures that were decoded and not let go of. */
export function decodePictures(width = 64, height = 48): Set<object> {
  const held = new Set<object>();
  vi.stubGlobal('createImageBitmap', () => {
    const picture = Object.assign(blank(width, height), { close: () => held.delete(picture) });
    held.add(picture);
    return Promise.resolve(picture);
  });
  return held;
}

/** An empty picture: a browser's own, or its size where nothing is drawn. */
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
