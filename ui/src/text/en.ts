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
    sub: 'Sub account',
    unsynced: 'Unsynced',
    sync: 'Enter PIN',
    syncFor: (account: string) => `Enter the PIN of ${account}`,
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
    synced: (account: string) => `${account} is synced`,
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
    sync: 'Sync',
    syncLead: 'This account is unsynced. Type the PIN that was created on its first device.',
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
    enterLead: 'Type your passphrase to show your accounts.',
    unlock: 'Unlock',
    unlocking: 'Unlocking…',
    wrong: 'Wrong passphrase. Check capital letters and the input method, then try again.',
  },

  unlock: {
    title: 'Locked',
    faultTitle: 'Unlock the vault',
    lead: 'Codes, names and keys have left this window.',
    renew: 'Let this computer open it by itself again. Accounts with a PIN will ask for it once.',
    useKit: 'Use the recovery kit',
    usePassphrase: 'Use the passphrase',
    kitLabel: 'Recovery kit, all 74 characters',
    other: 'Other ways',
    slow: 'The system’s keystore may be asking something in a window behind this one.',
    giveUp: 'Stop waiting',
  },

  anew: {
    ask: 'Begin anew…',
    text: 'The vault there is will be kept aside and nothing in it is deleted, but its codes stop here: every account must be bound again with a new QR code.',
    go: 'Begin with an empty vault',
    going: 'Making a new vault…',
  },

  banner: {
    open: 'Show',
    noKit: 'No recovery kit yet: it opens the vault if this computer is lost.',
    backupFailed: 'The last backup failed. The vault itself is safe.',
  },

  vault: {
    title: 'Vault',
    stateTitle: 'State',
    access: {
      full: 'Encrypted on this computer, whole, and saved after every change.',
      other_process: 'Another Lingpai window holds the vault. Here it can be read, not changed: close the other one and start again.',
      newer_version: 'A newer version of Lingpai wrote the vault. Here it can be read, not changed: install the newest version.',
      older_state: 'The keystore remembers a newer state than this file: an old one was put in its place. It can be read, not changed.',
      memory_missing: 'The keystore has forgotten this vault’s state, so an old file could not be told from the newest. It can be read, not changed.',
      memory_forged: 'What the keystore remembers does not belong to this vault. It can be read, not changed.',
    },
    damaged: (count: number) =>
      `${counted(count, 'damaged file was', 'damaged files were')} passed over; an earlier state is shown. The damaged ones are kept in quarantine.`,
    setAside: (count: number) =>
      `${counted(count, 'account cannot', 'accounts cannot')} be read and ${count === 1 ? 'is' : 'are'} kept aside. The others are not affected.`,
    accept: 'Go on with this state…',
    acceptText: 'Only if you put the file back yourself. Accounts with a PIN ask for it once, and wrong PINs stay counted.',
    acceptGo: 'Go on with this state',
    accepting: 'Saving…',
    lock: 'Lock now (Ctrl+L)',
    locking: 'Locking…',
    proofPassphrase: 'Your passphrase',
    proofKit: 'Your recovery kit',
    waysTitle: 'Ways in',
    waysLead: 'Any one of them opens the vault. The last one cannot be removed.',
    keystoreThere: (name: string) => `The system’s keystore (${name}) opens it when you sign in.`,
    keystoreNone: 'No keystore is used.',
    passphraseThere: 'A passphrase opens it.',
    passphraseNone: 'There is no passphrase.',
    passphraseAdd: 'Add a passphrase',
    passphraseChange: 'Change the passphrase',
    passphraseRemove: 'Remove the passphrase',
    passphraseNew: 'New passphrase',
    passphraseSave: 'Save the passphrase',
    passphraseSaving: 'Encrypting…',
    passphraseSet: 'The passphrase is set',
    passphraseOld: 'Backups made before a change still open with the old passphrase.',
    eraseTitle: 'After ten wrong PINs',
    eraseLead: 'Normally the account is frozen and nothing is lost. Somebody who types ten wrong PINs could destroy your account here if this is on.',
    erase: 'Erase the account’s secret on this computer',
  },

  kit: {
    title: 'Recovery kit',
    lead: 'A key on paper. It opens this vault and its backups on any computer. Keep it away from this one.',
    none: 'There is none yet. Without it a lost keystore or computer means registering every account again.',
    make: 'Make a recovery kit',
    go: 'Show the kit',
    making: 'Making the kit…',
    replace: 'Make a new one',
    print: 'Print…',
    once: 'It is shown this once. Write it down or print it before you go on.',
    check: (characters: number) => `Type its last ${characters} characters to show that you have it`,
    confirm: 'I have it',
    confirming: 'Saving…',
    done: 'The recovery kit opens the vault from now on',
    there: (moment: string) => `Made on ${moment}.`,
    covers: (covered: number, all: number) => `Opens ${number(covered)} of ${counted(all, 'account with a PIN', 'accounts with a PIN')}.`,
    waiting: 'Generate a code of each other account once: its PIN adds it.',
    test: 'Test my kit',
    testing: 'Testing…',
    testLabel: 'Type or scan the kit; nothing is changed',
    testOpens: 'This kit opens the vault.',
    testAnother: 'This is another kit: of another vault, or one that was replaced.',
    remove: 'Remove',
    removing: 'Removing…',
    removeText: 'The paper will open nothing that is saved from now on. Backups made before still open with it.',
    paperTitle: 'Lingpai recovery kit',
    paperText: 'Opens the vault together with its file or a backup. Keep it secret and away from the computer.',
    paperMade: (moment: string) => `Made on ${moment}`,
    qr: 'The kit as a QR code',
  },

  backup: {
    title: 'Backups',
    lead: 'Encrypted copies, made after every change and once a day, each read back and checked.',
    choose: 'Choose a folder',
    choosing: 'Choosing…',
    other: 'Another folder',
    end: 'Stop',
    now: 'Back up now',
    running: 'Backing up…',
    last: (moment: string) => `Last copy checked: ${moment}`,
    failed: 'The last backup failed. Check that the folder is there and has room; the next change tries again.',
    keep: 'Copies that stay',
    copies: (count: number) => number(count),
    files: 'Lingpai vaults',
  },

  restore: {
    title: 'Earlier states',
    lead: 'Go back to an earlier state, or take over a vault from another computer. What is here now is kept aside first.',
    list: 'Show earlier states',
    listing: 'Looking…',
    none: 'There are none yet.',
    generation: 'saved by itself',
    aside: 'kept aside',
    backup: 'backup',
    unknown: 'opens with its passphrase or kit',
    choose: 'Go back…',
    backTo: (moment: string) => `Go back to ${moment}`,
    file: 'Choose a vault file or backup',
    reading: 'Reading…',
    what: 'The present vault is kept aside. Accounts with a PIN ask for it once; wrong PINs stay counted.',
    whatNew: 'It becomes this computer’s vault. Accounts with a PIN ask for it once.',
    by: 'How it is opened',
    ways: { keystore: 'Keystore', passphrase: 'Passphrase', kit: 'Recovery kit' },
    noWay: 'Only the keystore of the computer that made it opens this file.',
    go: 'Restore',
    going: 'Restoring…',
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
    kit_wrong: {
      headline: 'This is another recovery kit',
      next: 'Take the kit that was made last for this vault.',
    },
    not_a_kit: {
      headline: 'This is not a recovery kit',
      next: 'A character is wrong or missing. Compare it with the paper, group by group.',
    },
    kit_mistyped: {
      headline: 'These are not its last characters',
      next: 'Write the kit down first, then type its last characters.',
    },
    proof_needed: {
      headline: 'Your passphrase or recovery kit is needed',
      next: 'Type it, then try again.',
    },
    last_way_in: {
      headline: 'This is the last way in',
      next: 'Add another one first; without any, the vault could never be opened again.',
    },
    keystore_absent: {
      headline: 'The system’s keystore is not there',
      next: 'Your vault is untouched. Start the keyring service or sign in again, then try again, or use another way in.',
    },
    keystore_slow: {
      headline: 'The keystore did not answer in time',
      next: 'Look for its question in a window behind this one, then try again.',
    },
    keystore_ambiguous: {
      headline: 'The keystore has more than one key for this vault',
      next: 'Nothing was changed. Remove the entry that is not Lingpai’s in the system’s keyring program, then try again.',
    },
    keystore_undecodable: {
      headline: 'The keystore’s entry is not this vault’s key',
      next: 'Nothing was overwritten. Put the right entry back, or use another way in.',
    },
    vault_read_only: {
      headline: 'The vault can be read, not changed',
      next: 'The vault’s page says why and what to do.',
    },
    not_a_vault: {
      headline: 'This is not a whole vault file',
      next: 'Choose another backup. Nothing was changed.',
    },
    folder_unusable: {
      headline: 'This folder cannot be used',
      next: 'Choose a folder with a plain name.',
    },
    secret_erased: {
      headline: 'This account was erased after ten wrong PINs',
      next: 'Ask customer service for a new registration QR code.',
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
