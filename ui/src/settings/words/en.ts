import type { LanguageChoice, ListOrder, Preferences, ScreenGuard, ThemeChoice } from '../../ipc/generated/contract';
import { numbers, plurals } from '../../text/words';

/** The name of a setting, and a sentence that says what it does. */
type SettingWords = [name: string, note: string];

const number = numbers('en');
const counted = plurals('en');

export const en = {
  settings: {
    title: 'Settings',
    open: 'Settings',
    search: 'Search settings',
    none: (query: string) => `No setting matches “${query}”`,
    noneNext: 'Try another or a shorter word.',
    usual: (value: string) => `Default: ${value}.`,
    reset: 'Default',
    resetFor: (setting: string) => `${setting}: back to the default`,
    sections: {
      look: 'Language and look',
      codes: 'Codes',
      list: 'List',
      strip: 'Strip',
      shortcuts: 'Shortcuts',
      lock: 'Locking',
      clipboard: 'Clipboard',
      screen: 'Screen sharing',
      tray: 'Tray',
      vault: 'Vault and backups',
      time: 'Time',
      records: 'Records',
      about: 'About',
    },
    names: {
      language: ['Language', 'What Lingpai’s windows speak.'],
      theme: ['Theme', 'Light, dark, or as the system is.'],
      text_percent: ['Text size', 'How large everything in the windows is.'],
      next_code: ['Next code', 'Shows the code that comes next in the last 10 seconds.'],
      hold: ['Hold the old code', 'Keeps a code readable for one more period, marked as old.'],
      copy_next: ['Copy the next code', 'A copy in the last 5 seconds takes the next code when it turns.'],
      order: ['Order', 'How the list is sorted; favourites come first in each order.'],
      strip_opacity: ['Opacity', 'How much of what lies under the strip shines through.'],
      strip_keys: ['Show or hide the strip', 'Works from every program.'],
      copy_keys: ['Copy the favourite’s code', 'Copies the code of the first favourite from every program, while it is open.'],
      lock_minutes: ['Lock when you are away', 'Locks the vault after so long without a key or the mouse.'],
      clear_clipboard: ['Clear copied codes', 'Takes a code out of the clipboard when it dies, if it is still there.'],
      screen_guard: [
        'Kept out of screen sharing',
        'Screen sharing, remote help, recordings and Recall do not show these windows. Secrets are the recovery kit, transfer codes, the PIN pad and typed secrets. Works on Windows, and on macOS before 15.',
      ],
      tray: ['Tray icon', 'Shows an icon in the system’s tray, with lock and quit.'],
    } satisfies Record<Exclude<keyof Preferences, 'welcome'>, SettingWords>,
    on: 'on',
    off: 'off',
    percent: (count: number) => `${number(count)}%`,
    minutes: (count: number) => counted(count, 'minute', 'minutes'),
    never: 'never',
    languages: { system: 'As the system', zh_hant: '繁體中文', zh_hans: '简体中文', en: 'English' } satisfies Record<
      LanguageChoice,
      string
    >,
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' } satisfies Record<ThemeChoice, string>,
    orders: { by_hand: 'By hand', by_name: 'By name', by_use: 'By last use' } satisfies Record<ListOrder, string>,
    guards: {
      never: 'Never',
      secrets: 'With secrets',
      always: 'Always',
    } satisfies Record<ScreenGuard, string>,
    stripShow: ['Show the strip', 'A small window on top of all others with one account’s code.'] satisfies SettingWords,
    stripShowButton: 'Show',
    stripHideButton: 'Hide',
    links: {
      shortcuts: ['Keys of this window', 'All keys at a glance; ? shows them anywhere.', 'Show'],
      vault: ['Vault', 'How it stands, what opens it, and its backups.', 'Open'],
      passphrase: ['Passphrase', 'A way in beside the keystore, on other computers too.', 'Open'],
      kit: ['Recovery kit', 'A key on paper for when the keystore is lost.', 'Open'],
      clock: ['Clock', 'Whether it is compared with time servers, and which.', 'Open'],
      audit: ['Audit trail', 'What happened to the accounts and the vault.', 'Open'],
      trash: ['Trash', 'Removed accounts, for 30 days.', 'Open'],
      about: ['About Lingpai', 'Version, folders and licences.', 'Open'],
    } satisfies Record<string, [...SettingWords, button: string]>,
    keys: {
      none: 'none',
      record: 'Record',
      recordFor: (setting: string) => `${setting}: record keys`,
      recording: 'Press the keys. Esc cancels.',
      clear: 'Clear',
      clearFor: (setting: string) => `${setting}: clear the keys`,
      refused: 'Take Ctrl, Alt or the system key together with another key.',
      other: 'The other shortcut has these keys. Take others.',
    },
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
