/** A secret as a command takes it. A command wipes it, so each command gets its own. */
export function secret(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
