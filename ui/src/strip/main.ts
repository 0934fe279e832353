import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import { DEFAULTS } from '../ipc/generated/contract';
import { prepareLocale } from '../text/locale';
import Strip from './Strip.svelte';
import { StripState } from './strip.svelte';
import { removeBrowserDefaults } from '../widgets/browser';

document.documentElement.dataset['theme'] = preferences.theme ?? DEFAULTS.theme;
await prepareLocale(languages, preferences.language);

const strip = new StripState(host, languages, preferences);
void strip.start();
removeBrowserDefaults();
mount(Strip, { target: document.body, props: { strip } });
