import type { Host } from '../host';
import { registration, scenario } from './scenarios';

const asked = new URLSearchParams(location.search);
const fake = scenario(asked.get('scenario') ?? 'list');

// In the window the program sees the drop; a plain browser hands it to the page.
window.addEventListener('drop', (event) => {
  event.preventDefault();
  fake.drop(registration(24 * 3_600_000, '700009'));
});

/** The host of a plain browser: the fake that the address names by `?scenario=`. */
export const host: Host = fake;

/** The language that the address names by `&lang=`, otherwise the browser's. */
export const languages: readonly string[] = asked.has('lang') ? [asked.get('lang') ?? 'en'] : navigator.languages;
