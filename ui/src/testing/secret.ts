/** Returns a secret as a command takes it. A command wipes its secret, so each command needs a new one. */
export function secret(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
