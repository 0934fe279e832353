import type { FrameHead } from './generated/contract';

export type { CameraHint, FrameHead } from './generated/contract';

/** A frame of the camera, taken apart. */
export interface Frame {
  readonly head: FrameHead;
  /** A JPEG file; a view into the bytes that came, not a copy. */
  readonly picture: Uint8Array<ArrayBuffer>;
}

const LENGTH = 4;

/** Takes a frame apart: 4 bytes, the length of the head, little-endian; the head in JSON; a JPEG file. Throws on less. */
export function parseFrame(bytes: ArrayBuffer): Frame {
  const length = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, LENGTH, length))) as FrameHead;
  return { head, picture: new Uint8Array(bytes, LENGTH + length) };
}

/** Puts a frame together, for a test. */
export function makeFrame(head: FrameHead, picture: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(LENGTH + json.length + picture.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, LENGTH);
  bytes.set(picture, LENGTH + json.length);
  return bytes.buffer;
}
