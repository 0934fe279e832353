import { mount } from 'svelte';

import { host, languages } from '#host';

import Window from './Window.svelte';
import { App } from './state/app.svelte';
import { chooseLocale } from './text/locale';

const app = new App(host, chooseLocale(languages));
// What the program answers is on its way before the first component is built.
void app.start();
mount(Window, { target: document.body, props: { app } });
