import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import Window from './window/Window.svelte';
import { dress } from './look';
import { App } from './app.svelte';
import { DEFAULTS } from '../ipc/generated/contract';
import { prepareLocale } from '../text/locale';
import { removeBrowserDefaults } from '../widgets/browser';

// Colours and words are there before the window is mounted, so that it is painted right the first time.
dress({ ...DEFAULTS, ...preferences });
const words = prepareLocale(languages, preferences.language);
const app = new App(host, languages, preferences);
// The program answers while the words are loaded.
void app.start();
await words;
removeBrowserDefaults();
mount(Window, { target: document.body, props: { app } });
