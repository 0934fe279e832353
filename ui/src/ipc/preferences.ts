import type { LanguageChoice, ListOrder, Preferences, ThemeChoice, Welcome } from './generated/contract';

type Checks = { [K in keyof Preferences]: (value: unknown) => value is Preferences[K] };

/** What each preference may be. The program is stricter about shortcuts; here a text will do. */
const CHECKS: Checks = {
  language: among<LanguageChoice>('system', 'zh_hant', 'zh_hans', 'en'),
  theme: among<ThemeChoice>('system', 'light', 'dark'),
  text_percent: whole(100, 200),
  order: among<ListOrder>('by_hand', 'by_name', 'by_use'),
  next_code: flag,
  hold: flag,
  copy_next: flag,
  lock_minutes: whole(0, 240),
  clear_clipboard: flag,
  strip_opacity: whole(30, 100),
  strip_keys: textOrNone,
  copy_keys: textOrNone,
  tray: flag,
  welcome: among<Welcome>('what', 'ways', 'kit', 'done'),
};

/** What the program wrote into the page's address: what of it can be read, and nothing for the rest. */
export function parsePreferences(json: string | null): Partial<Preferences> {
  const given: unknown = json === null ? undefined : readJson(json);
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(CHECKS).flatMap(([name, fits]: [string, (value: unknown) => boolean]) => {
      const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined;
      return fits(value) ? [[name, value]] : [];
    }),
  );
}

/** A broken address is no reason to have no window: the program is asked once more, behind the first page. */
function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function among<T extends string>(...all: T[]) {
  return (value: unknown): value is T => all.some((each) => each === value);
}

function whole(least: number, most: number) {
  return (value: unknown): value is number => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function flag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function textOrNone(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
