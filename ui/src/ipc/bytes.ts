// Encodes the arguments of a command as bytes. A string cannot be wiped, so a secret is never in one.

type Part = string | Uint8Array;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;

/**
 * Returns the arguments as JSON in UTF-8 if there is a secret in them. A secret is given as bytes where JSON has a string; it is
 * wiped after that. `undefined` if there is no secret.
 */
export function inBytes(args: object): Uint8Array<ArrayBuffer> | undefined {
  const parts: Part[] = [];
  write(args, parts);
  const secrets = parts.filter((part) => part instanceof Uint8Array);
  if (secrets.length === 0) return undefined;
  const encoded = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : escaped(part)));
  const bytes = new Uint8Array(encoded.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of encoded) {
    bytes.set(part, at);
    at += part.length;
    part.fill(0);
  }
  for (const secret of secrets) secret.fill(0);
  return bytes;
}

function write(value: unknown, parts: Part[]): void {
  if (value instanceof Uint8Array) {
    parts.push('"', value, '"');
  } else if (Array.isArray(value)) {
    parts.push('[');
    for (const [at, each] of value.entries()) {
      if (at > 0) parts.push(',');
      write(each, parts);
    }
    parts.push(']');
  } else if (typeof value === 'object' && value !== null) {
    parts.push('{');
    for (const [at, [name, each]] of Object.entries(value).entries()) {
      parts.push(`${at > 0 ? ',' : ''}${JSON.stringify(name)}:`);
      write(each, parts);
    }
    parts.push('}');
  } else {
    parts.push(JSON.stringify(value) ?? 'null');
  }
}

/** Escapes the bytes of a text for a JSON string. */
function escaped(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.reduce((sum, byte) => sum + lengthOf(byte), 0));
  let at = 0;
  for (const byte of text) {
    if (byte < SPACE) {
      bytes.set(new TextEncoder().encode(`\\u${byte.toString(16).padStart(4, '0')}`), at);
    } else {
      if (byte === QUOTE || byte === BACKSLASH) bytes[at] = BACKSLASH;
      bytes[at + lengthOf(byte) - 1] = byte;
    }
    at += lengthOf(byte);
  }
  return bytes;
}

function lengthOf(byte: number): number {
  if (byte < SPACE) return 6;
  return byte === QUOTE || byte === BACKSLASH ? 2 : 1;
}
