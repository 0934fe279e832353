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
  locking: 'Locking the vault…',
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
    vault: 'Vault',
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
    syncFor: (account: string) => `Enter the PIN of ${account} to sync it`,
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
    restored: 'The vault was restored',
    begun: 'A new vault was made; the old one is kept aside',
    accepted: 'The vault goes on with this state',
    passphraseSet: 'The passphrase is set',
    passphraseRemoved: 'The passphrase was removed',
    kitRemoved: 'The recovery kit was removed',
    kitLeft: 'The kit was not confirmed and opens nothing',
    backupsEnded: 'No more copies are made; those there stay',
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
    createLead: (least: number, most: number) =>
      `${least} to ${most} digits. You will type it each time you generate a code.`,
    repeatTitle: 'Repeat the PIN',
    repeatLead: 'Type the same PIN again to confirm it.',
    forgotten: 'Nobody can show you a forgotten PIN: customer service would have to reset it.',
    codeTitle: (account: string) => `PIN for ${account}`,
    codeLead: 'Type the PIN you created when you bound this account.',
    syncLead:
      'This device has not had the PIN confirmed yet. Type the account’s PIN once, the same as on its other devices.',
    sync: 'Confirm the PIN',
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
    unlock: 'Unlock',
    unlocking: 'Unlocking…',
    wrong: 'Wrong passphrase. Check capital letters and the input method, then try again.',
  },

  keystoreWait: {
    line: 'The system’s keystore (keyring) may be asking for something, perhaps behind this window.',
    stop: 'Stop waiting',
  },

  unlock: {
    title: 'The vault is locked',
    lead: 'Accounts and codes stay hidden until it is unlocked.',
    again: 'Unlock',
    retry: 'Try again',
    passphrase: 'With the passphrase',
    kit: 'With the recovery kit',
    kitSubmit: 'Unlock with the kit',
    renew: 'Let this computer open it again by itself',
    renewNext: 'A new key goes into the system’s keystore. PIN accounts will ask for their PIN once.',
    other: 'Other ways to open it',
    lost: 'If nothing opens it',
  },

  kitField: {
    label: 'Recovery kit',
    hint: 'It begins with AGE-SECRET-KEY-1. Spaces, line breaks and lower case do not matter.',
    count: (typed: number) => `${number(typed)} of 74 characters`,
  },

  proof: {
    title: 'Confirm that it is you',
    keystore: 'The system’s keystore confirms it; nothing is to be typed.',
    passphrase: 'Your passphrase',
    useKit: 'Use the recovery kit instead',
    usePassphrase: 'Use the passphrase instead',
    useKeystore: 'Use the system’s keystore instead',
  },

  anew: {
    open: 'Begin anew',
    title: 'Begin with a new vault?',
    aside: 'The old vault is kept aside and not deleted.',
    codes: 'Its codes stop here until each account is bound again with a new QR code.',
    last: 'Do this only if no keystore, passphrase, recovery kit or backup opens it.',
    confirm: 'Begin anew',
    busy: 'Making a new vault…',
  },

  restore: {
    file: 'Restore from a backup…',
    dialog: 'Choose a vault file or a backup',
    files: 'Lingpai vaults',
    choosing: 'Reading the file…',
    title: 'Restore this state?',
    saved: 'Saved',
    accounts: 'Accounts',
    unknown: 'Seen once it is open',
    aside: 'The present vault is kept aside first; you can come back to it.',
    pins: 'PIN accounts ask for their PIN once. Wrong PINs counted so far stay counted.',
    here: 'This computer’s keystore opens it; nothing is to be typed.',
    type: 'What opens it',
    passphrase: 'Its passphrase',
    closed:
      'Only the keystore of another computer opens this file. Choose a backup that has a passphrase or a recovery kit.',
    go: 'Restore',
    busy: 'Restoring…',
  },

  vault: {
    title: 'Vault',
    lock: 'Lock',
    loading: 'Asking how the vault stands…',
    state: 'State',
    fine: 'Everything is in order',
    fineNext: 'The vault is whole, and every change is saved and checked.',
    accept: 'Go on with this state',
    acceptTitle: 'Go on with this state?',
    acceptText:
      'This state becomes the newest one. What was changed after it, such as accounts bound since, is not in it.',
    acceptPins: 'PIN accounts ask for their PIN once. Wrong PINs that the keystore remembers stay counted.',
    accepting: 'Saving…',
    readOnly: 'This cannot be changed while the vault can only be read.',
    damaged: (files: number) => `${counted(files, 'damaged file was', 'damaged files were')} found`,
    damagedNext:
      'The newest whole state was opened. The damaged files are kept in the quarantine folder beside the vault. Check the disk, and keep backups on another one.',
    damagedStay:
      'The newest whole state was opened. The damaged files could not be moved to the quarantine folder and lie where they were. Check your rights on the data folder, and the disk.',
    aside: (accounts: number) => `${counted(accounts, 'account', 'accounts')} could not be read`,
    asideNext:
      'They are kept as they are, and the others are not affected. Restore an earlier state, or ask customer service for new registration QR codes.',
    ways: 'Ways in',
    keystore: 'System keystore',
    keystoreNames: {
      'secret-service': 'Secret Service (keyring)',
      keychain: 'Keychain',
      'credential-manager': 'Credential Manager',
    } as Record<string, string>,
    opensAlone: (name: string) => `${name} opens it by itself`,
    unused: 'Not used',
    passphrase: 'Passphrase',
    set: 'Set',
    unset: 'None yet',
    add: 'Add',
    change: 'Change',
    remove: 'Remove',
    last: 'The last way in cannot be removed. Add another one first.',
    erase: 'Ten wrong PINs',
    eraseSwitch: 'Erase an account at its tenth wrong PIN',
    eraseOff: 'Off: the tenth wrong PIN freezes the account, and nothing is erased.',
    eraseOn: 'On: the tenth wrong PIN erases the account’s secret on this device for good.',
    eraseTitle: 'Erase at ten wrong PINs?',
    eraseText:
      'Whoever types ten wrong PINs, you included, destroys the account here. Only a new registration QR code from customer service brings it back.',
    eraseConfirm: 'Switch on',
  },

  access: {
    other_process: {
      headline: 'Another Lingpai has the vault open',
      next: 'Use that window. If you see none, end the other Lingpai process and start this one again.',
    },
    newer_version: {
      headline: 'A newer version wrote the vault',
      next: 'This version can read it but not change it. Install the newest Lingpai.',
    },
    older_state: {
      headline: 'This is an older state of the vault',
      next:
        'The keystore remembers a newer one: an old file was put in its place. Put the newest file back or restore a newer state below. If the newer one is lost, go on with this one.',
    },
    memory_missing: {
      headline: 'The keystore no longer remembers the vault',
      next:
        'Lingpai cannot tell whether this is the newest state. If you reset or moved the keystore yourself, go on with this state.',
    },
    memory_forged: {
      headline: 'The keystore’s memory is not of this vault',
      next:
        'Some program changed it. Have this computer checked for malware. If you know the reason, go on with this state.',
    },
    meanwhile: 'Until then nothing can be changed, and PIN accounts give no codes here.',
  },

  passphraseChange: {
    add: 'Add a passphrase',
    change: 'Change the passphrase',
    lead: 'It opens the vault beside the other ways in, on other computers too. It cannot be recovered.',
    current: 'First, what opens the vault now',
    fresh: 'The new passphrase',
    submit: 'Set the passphrase',
    busy: 'Encrypting the vault…',
    removeTitle: 'Remove the passphrase?',
    removeText: 'The vault then opens by its other ways alone. Backups made before still open with it.',
    removeKitOnly: 'Only the recovery kit opens the vault then: you type its 74 characters at every start.',
    removing: 'Removing…',
  },

  kit: {
    title: 'Recovery kit',
    lead: 'A key on paper. It opens the vault and its PIN accounts when the keystore is lost, or on another computer.',
    none: 'None yet',
    make: 'Make a recovery kit',
    replace: 'Replace',
    test: 'Test my kit',
    remove: 'Remove',
    made: (moment: string) => `Made ${moment}`,
    opensAll: (all: number) => `Opens ${all === 1 ? 'the one PIN account' : `all ${number(all)} PIN accounts`}.`,
    opens: (covered: number, all: number) =>
      `Opens ${number(covered)} of ${counted(all, 'PIN account', 'PIN accounts')}.`,
    waiting: 'Enter the PIN of the others once.',
    makeTitle: 'Make a recovery kit',
    replaceTitle: 'Replace the recovery kit',
    explain: [
      'It is a key of 74 characters and the same as a QR code, shown this once.',
      'Print it or write it down, and keep it away from this computer.',
      'Whoever has it and a copy of the vault can make your codes. Give it to nobody, customer service included.',
    ],
    replaces: 'The kit you have now no longer opens the vault after this. Backups made before still open with it.',
    show: 'Make and show it',
    making: 'Making the kit…',
    sheetTitle: 'Your recovery kit',
    sheetLead: 'Print it, or write down all 74 characters group by group. It is not shown again.',
    qr: 'The kit as a QR code',
    print: 'Print',
    written: 'I have it on paper',
    checkTitle: 'Check your copy',
    checkLead: (count: number) =>
      `Read the last ${number(count)} characters off your paper and type them here. The kit opens nothing before that.`,
    checkLabel: (count: number) => `The last ${number(count)} characters`,
    look: 'Show it again',
    confirm: 'Confirm',
    confirming: 'Saving…',
    doneTitle: 'The recovery kit is ready',
    doneText: 'It opens this vault from now on, and backups made from now on.',
    doneNext: 'Keep the paper away from this computer. You can test it on the vault’s page at any time.',
    done: 'Done',
    paperTitle: 'Lingpai 令牌: recovery kit',
    paperUse:
      'This key opens the Lingpai vault when its keystore or passphrase is lost, or on another computer. Start Lingpai, choose the recovery kit or restore from a backup, and type these characters.',
    paperKeep: 'Keep it like a passport, away from the computer. Give it to nobody.',
    testTitle: 'Test my kit',
    testLead: 'Type the kit from your paper. Nothing is restored or changed.',
    testing: 'Testing…',
    testOpens: 'This kit opens the vault and every account that it reaches.',
    testAnother: 'This kit is of another vault or was replaced. Test the one made last, or make a new one.',
    removeTitle: 'Remove the recovery kit?',
    removeText: 'The paper no longer opens the vault after this. Backups made before still open with it.',
    removing: 'Removing…',
  },

  backups: {
    title: 'Backups',
    lead: 'Encrypted copies on another disk, made at every change and daily, each checked by reading it back.',
    choose: 'Choose a folder…',
    dialog: 'Choose a folder for backups',
    other: 'Other folder…',
    folder: 'Folder',
    keep: 'Copies kept',
    last: 'Last copy',
    never: 'None yet since the start',
    running: 'Making a copy…',
    now: 'Copy now',
    retry: 'Try again',
    failed: 'The last copy failed',
    failedNext: 'Check that the folder or drive is there, may be written and has room. Earlier copies are untouched.',
    end: 'Stop',
    endTitle: 'Stop making backups?',
    endText: 'No more copies are made. Those in the folder stay.',
    endConfirm: 'Stop backups',
    ending: 'Stopping…',
  },

  earlier: {
    section: 'Go back',
    lead: 'To an earlier state of this vault, or to a backup of this or another computer.',
    open: 'Earlier states',
    title: 'Earlier states',
    listLead: 'The newest first. The present vault is kept aside before another takes its place.',
    loading: 'Reading the earlier states…',
    none: 'There is no earlier state yet.',
    origin: { generation: 'Saved by this vault', aside: 'Kept aside', backup: 'Backup' },
    count: (accounts: number) => counted(accounts, 'account', 'accounts'),
    unknown: 'Accounts seen once it is open',
    restore: 'Restore',
    restoreFor: (moment: string) => `Restore the state of ${moment}`,
  },

  banner: {
    title: 'About the vault',
    readOnlyWhy: (why: string) => `The vault can only be read: ${why}`,
    backup_failed: 'The last backup failed',
    no_kit: 'No recovery kit yet',
    noKitNext: 'When the way in that you have now is lost, a kit brings your accounts back.',
    look: 'See why',
    make: 'Make one',
    more: (count: number) => `${number(count)} more`,
    later: 'Not now',
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
      next:
        'Your vault is untouched. Sign in as the user who set it up, with the same keystore (keyring), then try again. If the keystore was reset, open the vault another way.',
    },
    keystore_denied: {
      headline: 'The keystore refused access',
      next: 'Unlock the system’s keystore and allow Lingpai to use it, then try again.',
    },
    keystore_failed: {
      headline: 'The keystore reports an error',
      next:
        'Your vault is untouched. Check that the system’s keystore service is running, or sign out and in again, then try again.',
    },
    vault_damaged: {
      headline: 'The vault file is damaged',
      next:
        'Nothing was deleted. Restore the vault from a backup. Without one, begin anew and register your accounts again with new QR codes.',
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
    keystore_absent: {
      headline: 'No system keystore answers',
      next:
        'Your vault is untouched. Start the system’s keystore service (keyring), or sign in to the desktop as usual, then try again.',
    },
    keystore_slow: {
      headline: 'The keystore gave no answer in time',
      next:
        'Your vault is untouched. The keystore may be asking for something behind this window: answer it, then try again.',
    },
    keystore_ambiguous: {
      headline: 'The keystore has more than one key for this vault',
      next:
        'Nothing was changed. Remove the entry that is not this vault’s from the system’s keystore, then try again.',
    },
    keystore_undecodable: {
      headline: 'The key in the keystore does not fit this vault',
      next:
        'Nothing was overwritten. Put the right entry back, for example from the keystore’s own backup, then try again.',
    },
    kit_wrong: {
      headline: 'This recovery kit does not fit',
      next: 'It is of another vault, or was replaced. Use the one that was made last for this vault.',
    },
    not_a_kit: {
      headline: 'This is not a recovery kit',
      next: 'A character is wrong or missing. Compare it with the paper, group by group.',
    },
    kit_mistyped: {
      headline: 'These are not the last characters of the kit',
      next: 'Look at your copy again. If it is wrong, show the kit again and correct the paper.',
    },
    proof_needed: {
      headline: 'The passphrase or the recovery kit is needed',
      next: 'Type it to go on.',
    },
    last_way_in: {
      headline: 'This is the last way into the vault',
      next: 'It stays. Add a passphrase or a recovery kit first.',
    },
    vault_read_only: {
      headline: 'The vault can only be read for now',
      next: 'The vault’s page says why, and what to do.',
    },
    not_a_vault: {
      headline: 'This file is not a whole vault',
      next: 'Nothing was changed. Choose another backup.',
    },
    folder_unusable: {
      headline: 'This folder cannot be used',
      next: 'Its name has characters that cannot be kept. Choose another folder.',
    },
    secret_erased: {
      headline: 'This account was erased after ten wrong PINs',
      next: 'Ask customer service for a new registration QR code.',
    },
    internal: {
      headline: 'Something went wrong',
      next: 'Try again. If it happens again, restart Lingpai and report the technical detail.',
    },
  } satisfies Record<FaultCode, FaultWords>,
};

/** The words of a language. */
export type Text = typeof en;
