import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import { chooseLocale, prepareLocale } from '../text/locale';
import Overlay from './Overlay.svelte';
import { removeBrowserDefaults } from '../widgets/browser';

await prepareLocale(languages, preferences.language);
const locale = chooseLocale(languages, preferences.language);
document.documentElement.lang = locale.language;
document.title = locale.text.overlay.title;
removeBrowserDefaults();
mount(Overlay, { target: document.body, props: { host, text: locale.text.overlay } });
