import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import { DEFAULTS } from '../app/preferences.svelte';
import { prepareLocale } from '../text/locale';
import Strip from './Strip.svelte';
import { StripState } from './strip.svelte';

document.documentElement.dataset['theme'] = preferences.theme ?? DEFAULTS.theme;
await prepareLocale(languages, preferences.language);

const strip = new StripState(host, languages, preferences);
void strip.start();
mount(Strip, { target: document.body, props: { strip } });
