import type { FaultCode } from '../ipc/generated/contract';
import { numbers, plurals } from './words';

/** What a fault is called, and what to do about it. */
export interface FaultWords {
  headline: string;
  next: string;
}

const number = numbers('en');
const counted = plurals('en');

/** The words in English. Its keys are the keys of every language. */
export const en = {
  app: 'Lingpai',
  loading: 'Opening the vault…',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  support: 'Customer service',

  list: {
    title: 'Accounts',
    search: 'Search accounts',
    clear: 'Clear the search',
    add: 'Add an account',
    count: (count: number) => counted(count, 'account', 'accounts'),
    found: (found: number, all: number) => `${number(found)} of ${counted(all, 'account', 'accounts')}`,
    offline: 'Works offline',
    none: (query: string) => `No account matches “${query}”`,
    noneNext: 'Search by account number or issuer.',
  },

  row: {
    main: 'Main account',
    generate: 'Generate code',
    generateFor: (account: string) => `Generate a code for ${account}`,
    copy: 'Copy',
    copyFor: (account: string) => `Copy the code of ${account}`,
    code: (digits: string) => `Code ${digits}, copy`,
    pending: 'Code to come',
    expiring: 'Expires soon',
    renewing: 'Renews soon',
    left: (duration: string) => `Good for another ${duration}`,
    wait: (time: string) => `Wait ${time}`,
    frozen: 'Frozen',
    frozenCall: (support: string) => `Call customer service: ${support}`,
    frozenNext: 'Contact customer service',
    retry: 'Try again',
  },

  toast: {
    copied: (duration: string) => `Code copied, good for another ${duration}`,
    bound: (account: string) => `${account} is bound`,
    ready: (account: string) => `The code for ${account} is ready`,
  },

  ways: {
    title: 'Add an account',
    emptyTitle: 'No account bound yet',
    lead: 'You need a registration QR code. There are two ways to get one:',
    mail: 'By e-mail',
    mailText: 'Open the registration e-mail from customer service. The QR code is in it.',
    platform: 'On the trading platform',
    platformPath: ['Customer service', 'Two-factor authentication application'],
    platformText: 'The registration QR code is shown at the end.',
    other: 'QR codes of other two-factor sign-ins (otpauth://totp) work as well.',
    choose: 'Choose a picture of the QR code',
    pictures: 'Pictures',
    choosing: 'Reading the picture…',
    drop: 'or drop the picture on this window',
    release: 'Release to read the QR code',
    releaseNext: 'PNG, JPEG, WebP, GIF or BMP',
  },

  confirm: {
    title: 'Confirm registration',
    lead: 'This was read from your registration QR code. Check it before you go on.',
    issuer: 'Issuer',
    number: 'Account number',
    activation: 'Activation code',
    expiry: 'Valid until',
    left: (duration: string) => `${duration} left`,
    first: 'This is the account’s first device',
    firstNext:
      'In the next step you create its PIN, which you will type each time you generate a code. The account is then shown as a main account.',
    next: 'Next',
  },

  plain: {
    title: 'Add account',
    lead: 'This was read from the QR code. Check it before you go on.',
    name: 'Account',
    algorithm: 'Algorithm',
    digits: 'Digits',
    period: 'New code every',
    open: 'No PIN is needed for this account: its code is shown as soon as Lingpai is open.',
    add: 'Add',
  },

  expired: {
    title: 'QR code expired',
    text: (moment: string) => `This registration QR code was valid until ${moment}. Nothing was stored.`,
    next: 'Ask customer service for a new one. A QR code is good for 24 hours after it is sent.',
    another: 'Choose another picture',
  },

  already: {
    title: 'Already bound',
    text: (account: string) => `${account} is already bound on this device. Nothing was changed.`,
    next: 'Choose it in the list to generate a code.',
    list: 'Show in the list',
  },

  refused: {
    title: 'QR code not accepted',
    detail: 'Technical detail',
  },

  pin: {
    createTitle: 'Create a PIN',
    createLead: (least: number, most: number) => `${least} to ${most} digits. You will type it each time you generate a code.`,
    repeatTitle: 'Repeat the PIN',
    repeatLead: 'Type the same PIN again to confirm it.',
    forgotten: 'Nobody can show you a forgotten PIN: customer service would have to reset it.',
    codeTitle: (account: string) => `PIN for ${account}`,
    codeLead: 'Type the PIN you created when you bound this account.',
    next: 'Next',
    bind: 'Confirm and bind',
    show: 'Generate code',
    checking: 'Checking the PIN…',
    binding: 'Binding the account…',
    backspace: 'Delete the last digit',
    count: (count: number) => counted(count, 'digit typed', 'digits typed'),
    mismatch: 'The two PINs are not the same. Please create it again.',
    tooShort: (least: number) => `A PIN has at least ${least} digits.`,
    wrong: 'Wrong PIN.',
    free: (tries: number) => `${counted(tries, 'more try', 'more tries')} before you have to wait.`,
    freeNone: 'Another wrong PIN starts a wait.',
    untilFrozen: (tries: number) => `${counted(tries, 'more wrong PIN', 'more wrong PINs')} and the account is frozen.`,
    wait: (time: string) => `Try again in ${time}.`,
    frozen: 'Too many wrong PINs: the account is frozen.',
    frozenNext: 'Call customer service for a new registration QR code.',
  },

  passphrase: {
    chooseTitle: 'Choose a passphrase',
    chooseLead:
      'This machine has no keystore that could guard the vault, so a passphrase must. Everything is stored encrypted, never in the clear.',
    label: 'Passphrase',
    repeat: 'Repeat the passphrase',
    show: 'Show',
    hide: 'Hide',
    strength: 'Strength:',
    scores: ['Guessed at once', 'Weak', 'Not yet enough', 'Strong', 'Very strong'],
    hint: 'Several unrelated words are strong and easy to remember.',
    differ: 'The two are not the same.',
    lost: 'It cannot be recovered. If you forget it, every account must be registered again with a new QR code.',
    create: 'Create the vault',
    creating: 'Encrypting the vault…',
    enterTitle: 'Unlock the vault',
    enterLead: 'Type your passphrase to show your accounts.',
    unlock: 'Unlock',
    unlocking: 'Unlocking…',
    wrong: 'Wrong passphrase. Check capital letters and the input method, then try again.',
  },

  fault: {
    retry: 'Try again',
    detail: 'Technical detail',
  },

  faults: {
    vault_closed: {
      headline: 'The vault is closed',
      next: 'Try again to open it.',
    },
    passphrase_wrong: {
      headline: 'Wrong passphrase',
      next: 'Check capital letters and the input method, then try again.',
    },
    passphrase_weak: {
      headline: 'This passphrase is too easy to guess',
      next: 'Make it longer: several unrelated words work well.',
    },
    keystore_key_missing: {
      headline: 'The vault’s key is not in the keystore',
      next: 'Your vault is untouched. Sign in as the user who set it up, with the same keystore (keyring), then try again. If the keystore was reset, restore it from its backup.',
    },
    keystore_denied: {
      headline: 'The keystore refused access',
      next: 'Unlock the system’s keystore and allow Lingpai to use it, then try again.',
    },
    keystore_failed: {
      headline: 'The keystore does not answer',
      next: 'Check that the system’s keystore service is running, or sign out and in again, then try again.',
    },
    vault_damaged: {
      headline: 'The vault file is damaged',
      next: 'Nothing was deleted. Restore the vault folder from a backup and try again. Without one, register your accounts again with new QR codes.',
    },
    vault_newer: {
      headline: 'The vault was written by a newer version',
      next: 'Install the newest Lingpai, then open it again. Your vault is untouched.',
    },
    vault_in_use: {
      headline: 'Lingpai is already running',
      next: 'Use the window that is open. If you see none, end the other Lingpai process, then try again.',
    },
    disk: {
      headline: 'The vault could not be read or written',
      next: 'Check the free disk space and your rights on the data folder, then try again.',
    },
    picture_too_large: {
      headline: 'The picture is too large',
      next: 'Cut out the part with the QR code, or take a screenshot of it, and choose that.',
    },
    picture_unreadable: {
      headline: 'The picture cannot be read',
      next: 'Choose a PNG, JPEG, WebP, GIF or BMP file that opens in other programs.',
    },
    no_code: {
      headline: 'No QR code found',
      next: 'Choose a sharp picture that shows the whole QR code with its white margin.',
    },
    several_codes: {
      headline: 'More than one account in the picture',
      next: 'Cut out one QR code and choose that, so that no account is mistaken for another.',
    },
    not_an_account: {
      headline: 'This QR code is not a registration',
      next: 'Use the registration QR code from the e-mail of customer service or from the trading platform.',
    },
    uri_refused: {
      headline: 'This QR code breaks the format',
      next: 'It cannot be bound safely. Ask whoever issued it for a new one.',
    },
    kind_unsupported: {
      headline: 'This kind of account is not supported',
      next: 'Lingpai takes time-based codes (TOTP). Ask the issuer for such a QR code.',
    },
    already_bound: {
      headline: 'Already bound',
      next: 'The account is on this device already. Choose it in the list to generate a code.',
    },
    registration_expired: {
      headline: 'QR code expired',
      next: 'Ask customer service for a new one. Nothing was stored.',
    },
    stale: {
      headline: 'This is no longer there',
      next: 'Go back to the list and start again.',
    },
    pin_needed: {
      headline: 'The code has expired',
      next: 'Generate a new one with your PIN.',
    },
    pin_too_short: {
      headline: 'The PIN is too short',
      next: 'Type at least 6 digits.',
    },
    clipboard: {
      headline: 'The code was not copied',
      next: 'The clipboard did not take it. Try again, or type the code by hand.',
    },
    account_damaged: {
      headline: 'This account is damaged',
      next: 'The others are not affected. Ask customer service for a new registration QR code.',
    },
    internal: {
      headline: 'Something went wrong',
      next: 'Try again. If it happens again, restart Lingpai and report the technical detail.',
    },
  } satisfies Record<FaultCode, FaultWords>,
};

/** The words of a language. */
export type Text = typeof en;
