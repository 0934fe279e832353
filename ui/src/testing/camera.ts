import { vi } from 'vitest';

/** A browser's decoder of pictures, which a test has none of; gives the pictures that were decoded and not let go of. */
export function decodePictures(width = 64, height = 48): Set<object> {
  const held = new Set<object>();
  vi.stubGlobal('createImageBitmap', () => {
    const picture = { width, height, close: () => held.delete(picture) };
    held.add(picture);
    return Promise.resolve(picture);
  });
  return held;
}

/** Shows or hides the document. */
export function hideDocument(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}
