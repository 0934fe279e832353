import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import Window from './Window.svelte';
import { App } from './state/app.svelte';

const app = new App(host, languages, preferences);
// What the program answers is on its way before the first component is built.
void app.start();
mount(Window, { target: document.body, props: { app } });
