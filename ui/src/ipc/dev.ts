import type { Preferences } from './generated/contract';
import { HeadlessHost, type WindowName } from './headless';
import type { Host } from './host';
import { parsePreferences } from './preferences';

/** The address of the program without its window. Vite has started it. */
declare const PROGRAM: string;

const asked = new URLSearchParams(location.search);
const window: WindowName = location.pathname.endsWith('/strip.html') ? 'strip' : 'main';

/** The preferences in `&preferences=` of the address. The first run is done. */
export const preferences: Partial<Preferences> = { welcome: 'done', ...parsePreferences(asked.get('preferences')) };

const program = await joinOrBegin();

/** The program without its window. */
export const host: Host = program;

/** The languages in `&lang=` of the address, or the browser's if there are none. */
export const languages: readonly string[] = asked.has('lang') ? asked.getAll('lang') : navigator.languages;

/** Joins the session that the main window has begun in this browser, or begins one. `?first=` begins as on a new machine. */
async function joinOrBegin(): Promise<HeadlessHost> {
  const known = localStorage.getItem(PROGRAM);
  if (window === 'strip' && known !== null) return HeadlessHost.join(known, window);
  const support = '852-25097524';
  const accounts = [
    { issuer: 'Fuyi', number: '700004', pin: '246810', support },
    { issuer: 'Fuyi', number: '700005', pin: '246810', support, bound: 'sub_unsynced' },
    { issuer: 'Google', number: 'trader@example.hk' },
    { issuer: 'Bank', number: 'token', codes: { kind: 'counter', counter: 3 } },
  ];
  const begun = asked.has('first')
    ? { first_start: true, preferences: { ...preferences, welcome: 'what' as const } }
    : { accounts, preferences };
  const { address } = await HeadlessHost.begin(PROGRAM, { now: Date.now(), ...begun });
  localStorage.setItem(PROGRAM, address);
  const joined = await HeadlessHost.join(address, window);
  if (window === 'strip') await joined.call('start', {});
  // The machine's clock follows the page's. Once a second the program does what is due between calls.
  setInterval(() => void joined.control({ do: 'tend' }), 1000);
  return joined;
}
