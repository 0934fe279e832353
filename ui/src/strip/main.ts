import { mount } from 'svelte';

import { host, languages } from '#host';

import Strip from './Strip.svelte';
import { StripState } from './strip.svelte';

const strip = new StripState(host, languages);
void strip.start();
mount(Strip, { target: document.body, props: { strip } });
