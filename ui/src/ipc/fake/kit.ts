import type { KitSheet } from '../generated/contract';
import { faultOf } from './fault';

const PREFIX = 'AGE-SECRET-KEY-1';
const LETTERS = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
const BODY = 58;
const CHECKED = 6;
/** Modules of a side: a QR code of version 5, which has room for 74 characters. */
const SIDE = 37;

/** A recovery kit's text: it looks like one and opens nothing but the fake. */
export function makeKitText(seed: number): string {
  let mixed = seed >>> 0;
  let text = PREFIX;
  while (text.length < PREFIX.length + BODY) {
    mixed = (Math.imul(mixed, 1664525) + 1013904223) >>> 0;
    text += LETTERS[mixed >>> 27];
  }
  return text;
}

/** A kit as typed, spaces and lower case allowed. Throws the fault of what is no kit. */
export function parseKit(typed: string): string {
  const text = plain(typed);
  if (!new RegExp(`^${PREFIX}[${LETTERS}]{${BODY}}$`).test(text)) throw faultOf('not_a_kit');
  return text;
}

/** Whether what was typed is the end of the kit. */
export function endsKit(text: string, typed: string): boolean {
  const end = plain(typed);
  return end.length >= CHECKED && text.endsWith(end);
}

/** What is shown of a kit. Its picture has the corners of a QR code, and noise between. */
export function sheetOf(text: string): KitSheet {
  const modules = Array.from({ length: SIDE }, (_, y) =>
    Array.from({ length: SIDE }, (_, x) => (isDark(text, x, y) ? '1' : '0')).join(''),
  );
  return { text, modules, checked: CHECKED };
}

function plain(typed: string): string {
  return typed.replace(/\s/g, '').toUpperCase();
}

function isDark(text: string, x: number, y: number): boolean {
  const corners = [
    [3, 3],
    [SIDE - 4, 3],
    [3, SIDE - 4],
  ] as const;
  for (const [cx, cy] of corners) {
    const away = Math.max(Math.abs(x - cx), Math.abs(y - cy));
    if (away <= 4) return away !== 4 && away !== 2;
  }
  return (text.charCodeAt((x * 7 + y * 13) % text.length) * (x + 3) * (y + 5)) % 7 < 3;
}
