import { CHOICES, DEFAULTS, RANGES, type Preferences } from './generated/contract';

/** What the program wrote into the page's address: the values that can be read, and nothing for the rest. */
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

/** A broken address is no reason to have no window: the program is asked once more, behind the first page. */
function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const ranges: Partial<Record<keyof Preferences, readonly [number, number]>> = RANGES;
const choices: Partial<Record<keyof Preferences, readonly string[]>> = CHOICES;

/** Whether a preference can have this value. The program is stricter about shortcuts; here any text will do. */
function fits(name: keyof Preferences, value: unknown): boolean {
  const range = ranges[name];
  if (range !== undefined) return Number.isInteger(value) && Number(value) >= range[0] && Number(value) <= range[1];
  const choice = choices[name];
  if (choice !== undefined) return choice.some((each) => each === value);
  if (typeof DEFAULTS[name] === 'boolean') return typeof value === 'boolean';
  return value === null || typeof value === 'string';
}
