import { mount } from 'svelte';

import { host, languages, preferences } from '#host';

import Strip from './Strip.svelte';
import { StripState } from './strip.svelte';

const strip = new StripState(host, languages, preferences);
void strip.start();
mount(Strip, { target: document.body, props: { strip } });
