import { CHOICES, DEFAULTS, RANGES, type Preferences } from './generated/contract';

/** Reads the preferences in the page's address. Invalid values are left out. */
export function parsePreferences(json: string | null): Partial<Preferences> {
  const given: unknown = json === null ? undefined : readJson(json);
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.keys(DEFAULTS).flatMap((name) => {
      const value: unknown = Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined;
      return fits(name as keyof Preferences, value) ? [[name, value]] : [];
    }),
  );
}

/** Parses JSON; `undefined` if it is broken. The page loads the preferences again later. */
function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const ranges: Partial<Record<keyof Preferences, readonly [number, number]>> = RANGES;
const choices: Partial<Record<keyof Preferences, readonly string[]>> = CHOICES;

/** Returns whether a value is allowed. Any text is allowed as a shortcut, because the program checks it. */
function fits(name: keyof Preferences, value: unknown): boolean {
  const range = ranges[name];
  if (range !== undefined) return Number.isInteger(value) && Number(value) >= range[0] && Number(value) <= range[1];
  const choice = choices[name];
  if (choice !== undefined) return choice.some((each) => each === value);
  if (typeof DEFAULTS[name] === 'boolean') return typeof value === 'boolean';
  return value === null || typeof value === 'string';
}
