import type { FrameHead } from './generated/contract';

export type { CameraHint, FrameHead } from './generated/contract';

/** The parts of a camera's frame. */
export interface Frame {
  readonly head: FrameHead;
  /** A JPEG file. It is a view into the received bytes, not a copy. */
  readonly picture: Uint8Array<ArrayBuffer>;
}

const LENGTH = 4;

/** Splits a frame: the head's length in 4 bytes, little-endian, the head in JSON, a JPEG file. Throws if bytes are missing. */
export function parseFrame(bytes: ArrayBuffer): Frame {
  const length = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, LENGTH, length))) as FrameHead;
  return { head, picture: new Uint8Array(bytes, LENGTH + length) };
}

/** Makes a frame. For tests. */
export function makeFrame(head: FrameHead, picture: Uint8Array): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(LENGTH + json.length + picture.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, LENGTH);
  bytes.set(picture, LENGTH + json.length);
  return bytes.buffer;
}
