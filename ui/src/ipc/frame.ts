import type { BatchView, Fault } from './generated/contract';

/** What the user can do about a code that is seen and not read. */
export type CameraHint = 'too_small' | 'blurred' | 'cut_off' | 'too_dark' | 'damaged' | 'not_ours';

/** What goes before a frame's picture: `FrameHead` of src-tauri/crates/ipc, which crosses as bytes and not as a type. */
export interface FrameHead {
  /** The corners of each code seen, x and y four times, as fractions of the picture. */
  readonly codes: readonly (readonly number[])[];
  /** Why what looks like a code could not be read. */
  readonly hint: CameraHint | null;
  /** Migrations of which a part was seen. */
  readonly batches: readonly BatchView[];
  /** Whether something was found that waits for the user now. */
  readonly found: boolean;
  /** Why no further frame comes. No picture follows. */
  readonly ended: Fault | null;
}

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
