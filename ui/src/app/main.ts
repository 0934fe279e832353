import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import Window from './window/Window.svelte';
import { dress } from './look';
import { App } from './app.svelte';
import { DEFAULTS } from '../ipc/generated/contract';
import { prepareLocale } from '../text/locale';
import { removeBrowserDefaults } from '../widgets/browser';

// The page waits for its words, and the first painting for its colours.
dress({ ...DEFAULTS, ...preferences });
await prepareLocale(languages, preferences.language);

const app = new App(host, languages, preferences);
// What the program answers is on its way before the first component is built.
void app.start();
removeBrowserDefaults();
mount(Window, { target: document.body, props: { app } });
