import { numbers, plurals } from '../../text/words';

const number = numbers('en');
const counted = plurals('en');

export const en = {
  about: {
    title: 'About Lingpai',
    version: 'Version',
    system: 'System',
    vault: 'Vault folder',
    settings: 'Settings folder',
    webView: 'Folder of the web view',
    loading: 'Asking the program…',
    own: 'Lingpai is an independent program. It is not the broker’s, and the broker does not answer for it.',
    free: 'Free software under the MIT licence or the Apache License 2.0, as you choose.',
    licences: 'Made with',
    search: 'Search by name or licence',
    count: (found: number, all: number) =>
      found === all ? counted(all, 'work', 'works') : `${number(found)} of ${counted(all, 'work', 'works')}`,
    none: 'None matches.',
    reading: 'Reading the licences…',
    failed: 'The licences could not be read. Restart Lingpai and try again.',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
