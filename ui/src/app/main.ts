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
await prepareLocale(languages, preferences.language);

const app = new App(host, languages, preferences);
// Called before the first component is built, so that the program answers sooner.
void app.start();
removeBrowserDefaults();
mount(Window, { target: document.body, props: { app } });
