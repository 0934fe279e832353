import type { Component } from 'svelte';

import type { PictureId } from '../outline';
import Code from './Code.svelte';
import Confirm from './Confirm.svelte';
import Devices from './Devices.svelte';
import type { PictureProps } from './Frame.svelte';
import Pin from './Pin.svelte';
import Row from './Row.svelte';
import Unsynced from './Unsynced.svelte';

/** The component of each picture. */
export const PICTURES: Readonly<Record<PictureId, Component<PictureProps>>> = {
  row: Row,
  code: Code,
  confirm: Confirm,
  pin: Pin,
  unsynced: Unsynced,
  devices: Devices,
};
