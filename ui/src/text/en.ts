import type { AuditKind, CodeKind, FaultCode, FoundKind, NotChecked, TypedField } from '../ipc/generated/contract';
import type { CameraHint } from '../ipc/frame';
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
    help: 'Help',
    count: (count: number) => counted(count, 'account', 'accounts'),
    found: (found: number, all: number) => `${number(found)} of ${counted(all, 'account', 'accounts')}`,
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
    frozenCall: (support: string) =>
      `Too many wrong PINs. Call customer service (${support}) for a new registration QR code, or use the recovery kit.`,
    useKit: 'Use the recovery kit',
    frozenNext: 'Too many wrong PINs. Ask customer service for a new registration QR code, or use the recovery kit.',
    more: 'More',
    moreFor: (account: string) => `More for ${account}`,
    retry: 'Try again',
    next: 'Next code',
    nextFor: (account: string) => `Next code of ${account}`,
    copied: (duration: string) => `Copied; good for another ${duration}`,
    copiedBefore: 'The clipboard holds the code before this one',
  },

  menu: {
    edit: 'Edit',
    handOut: 'Bind another device',
    devices: 'Devices',
    checkDigits: 'Check digits',
    changePin: 'Change PIN',
    remove: 'Remove',
  },

  toast: {
    copied: (duration: string, longer: string) =>
      `Code copied, good for another ${duration}; most servers take it ${longer} longer`,
    copiedCounter: 'Code copied',
    boundMany: (count: number) => `${counted(count, 'account is', 'accounts are')} bound`,
    edited: (account: string) => `${account} was changed`,
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
    pinChanged: (account: string) => `The PIN of ${account} was changed`,
    givenUp: (account: string) => `A device of ${account} was given up`,
    removed: (account: string) => `${account} was moved to the trash`,
    undo: 'Undo',
    broughtBack: (account: string) => `${account} is back in the list`,
    transferSaved: 'The QR code was saved',
    auditSaved: 'The audit trail was saved',
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
    other: 'QR codes of other two-factor sign-ins (otpauth://totp) and exports of Google Authenticator work as well.',
    choose: 'Choose files with the QR code',
    pictures: 'Pictures, PDF and e-mail files',
    choosing: 'Reading the files…',
    others: 'Other ways',
    camera: 'Camera',
    region: 'Part of the screen',
    whole: 'Whole screen',
    screening: 'Reading the screen…',
    paste: 'Paste',
    pasting: 'Reading the clipboard…',
    typed: 'Type by hand',
    progress: (file: number, total: number) => `Reading file ${number(file)} of ${number(total)}`,
    stop: 'Stop',
    drop: 'or drop the files on this window',
    release: 'Release to read the QR codes',
    releaseNext: 'Pictures, PDF and e-mail files (.eml)',
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
    further: 'Already bound on another device',
    furtherNext:
      'It is bound here at once as a sub account. Then you enter the first device’s PIN once; no new PIN is created.',
    replaces: 'This replaces the binding on this device',
    replacesCodes: (before: string, after: string) => `Activation code ${before} becomes ${after}.`,
    replacesNext: 'The secret and the PIN become new, and the old binding’s codes stop.',
    replacesThaws: 'The account is frozen now and is open again after this.',
  },

  transfer: {
    title: 'Bind this device',
    lead: 'This was read from a QR code that your first device made. Check it before you go on.',
    device: 'Device',
    slot: (slot: number) => `Device ${number(slot)} of 5`,
    sub: 'This becomes a sub account',
    subNext: 'It is bound at once. Then you enter the first device’s PIN once, and this device gives codes.',
    renews: 'This brings the changed PIN',
    renewsNext: 'The account on this device takes the new PIN of the first device. Enter it once after this.',
    bind: 'Bind this device',
    binding: 'Binding…',
  },

  plain: {
    title: 'Add account',
    lead: 'Check it before you go on.',
    name: 'Account',
    algorithm: 'Algorithm',
    digits: 'Digits',
    period: 'New code every',
    counter: 'Next counter',
    nextCode: 'No PIN is needed for this account: each code comes when you ask for it.',
    open: 'No PIN is needed for this account: its code is shown as soon as Lingpai is open.',
    add: 'Add',
  },

  expired: {
    title: 'QR code expired',
    text: (moment: string) => `This registration QR code was valid until ${moment}. Nothing was stored.`,
    next: 'Ask customer service for a new one. A QR code is good for 24 hours after it is sent.',
    transferText: (moment: string) =>
      `This QR code of your first device was valid until ${moment}. Nothing was stored.`,
    transferNext: 'Make a new QR code on the first device: “Bind another device” in the account’s menu. It is good for 10 minutes.',
    another: 'Choose other files',
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

  camera: {
    title: 'Camera',
    lead: 'Hold the QR code in front of the camera.',
    opening: 'Opening the camera…',
    choice: 'Camera',
    picture: 'Picture of the camera, as in a mirror',
    tips: {
      too_small: 'The QR code is small: hold it nearer.',
      blurred: 'The picture is blurred: hold it still, a little further away.',
      cut_off: 'Hold it so that the whole QR code is in view.',
      too_dark: 'More light is needed. Turn a phone’s screen brighter.',
      damaged: 'Something covers the QR code, or light is reflected in it: tilt it a little.',
      not_ours: 'This QR code is no registration and no account. Show another one.',
    } satisfies Record<CameraHint, string>,
    tip: 'Hold the whole QR code still and near, in good light. Turn a phone’s screen brighter.',
    batch: (parts: string, size: number) => `Part ${parts} of ${number(size)} read. Show the next one.`,
    again: 'Try again',
    others: 'Or another way',
  },

  found: {
    title: 'QR codes found',
    lead: 'Choose what is to be bound on this device.',
    kinds: {
      registration: 'Registration',
      transfer: 'Another device’s account',
      plain: 'Ordinary account',
      expired: 'Expired',
      already_bound: 'Bound already',
      twice: 'Twice in the list',
      bound: 'Bound just now',
      refused: 'Cannot be bound',
    } satisfies Record<FoundKind['kind'], string>,
    expiredNext: 'Ask for a new QR code.',
    open: 'Open',
    openFor: (account: string) => `Open the registration of ${account}`,
    bind: (count: number) => `Bind ${counted(count, 'account', 'accounts')}`,
    binding: 'Binding…',
    done: 'Done',
    batch: (parts: string, size: number, missing: string) =>
      `Google Authenticator: part ${parts} of ${number(size)} read; show part ${missing}.`,
    batchAll: (size: number) => `Google Authenticator: all ${number(size)} parts read.`,
    further: 'Add what is missing',
  },

  typed: {
    title: 'Type an account',
    lead: 'As the issuer shows it beside its QR code.',
    issuer: 'Issuer',
    name: 'Account name',
    secret: 'Secret',
    secretHint: 'Letters and digits; spaces do not matter.',
    more: 'More',
    kind: 'Kind',
    kinds: { time: 'Time-based (TOTP)', counter: 'Counter-based (HOTP)', steam: 'Steam' } satisfies Record<
      CodeKind['kind'],
      string
    >,
    algorithm: 'Algorithm',
    digits: 'Digits',
    period: 'Seconds per code',
    counter: 'Next counter',
    preview: 'Code now',
    previewNone: 'The code is shown here as soon as the secret is complete.',
    previewLeft: (duration: string) => `Good for another ${duration}. Compare it with the issuer’s if you can.`,
    uri: 'This is a whole address of an account. “Next” reads it.',
    missing: {
      issuer: 'Type the issuer.',
      name: 'Type the name, or at least the issuer.',
      secret: 'Type the secret.',
      algorithm: 'Choose the algorithm.',
      digits: 'Type how many digits a code has.',
      codes: 'Type how its codes go on.',
    } satisfies Record<TypedField, string>,
    wrong: {
      issuer: 'This issuer is too long or has a character that cannot be used.',
      name: 'This name is too long or has a character that cannot be used.',
      secret: 'This is no secret: it has letters from A to Z and digits from 2 to 7 only, and is not too short.',
      algorithm: 'This algorithm does not go with this kind.',
      digits: 'A code has 4 to 10 digits.',
      codes: 'The period is 1 to 3600 seconds; a counter is a whole number.',
    } satisfies Record<TypedField, string>,
    next: 'Next',
    taking: 'Checking…',
  },

  edit: {
    title: (account: string) => `Edit ${account}`,
    lead: 'The secret stays as it is.',
    loading: 'Asking for the account…',
    save: 'Save',
    saving: 'Saving…',
  },

  clock: {
    title: 'Clock',
    footer: {
      unknown: 'Clock not checked',
      right: 'Clock checked',
      disagree: 'The time servers disagree',
    },
    behind: (span: string) => `Your PC is ${span} behind`,
    ahead: (span: string) => `Your PC is ${span} ahead`,
    corrected: (off: string) => `${off}; codes are corrected`,
    uncorrected: (off: string) => `${off}; codes are not corrected`,
    right: (span: string) => `Your PC’s clock is right, to within ${span}.`,
    disagree: 'The time servers disagree, so none is trusted by itself.',
    median: (off: string) => `By the middle one of them: ${off}.`,
    own: 'Codes go by your PC’s clock.',
    why: {
      off: 'Checking is switched off. Codes go by your PC’s clock.',
      waiting: 'No answer has come yet. Codes go by your PC’s clock.',
      unreachable: 'No time server answered. Codes go by your PC’s clock.',
      stepped: 'The clock was set or the PC slept; it is being checked again. Codes go by your PC’s clock.',
    } satisfies Record<NotChecked, string>,
    ask: 'Correct the codes by that much?',
    askNext: 'Wrong codes are refused by the broker. If the clock on the wall agrees with the servers, correct.',
    agree: 'Correct the codes',
    decline: 'Leave them',
    declined: 'You chose to leave the codes as they are.',
    banner: 'About the clock',
    look: 'Look and decide',
    last: 'Last checked',
    never: 'Not yet',
    check: 'Check now',
    checking: 'Asking the time servers…',
    servers: 'Time servers',
    answer: (off: string, trip: string) => `${off}, answered in ${trip}`,
    same: 'The same time',
    silent: 'No answer',
    refused: 'Does not want to be asked',
    unusable: 'Its answer cannot be used',
    on: 'Compare with time servers',
    onNote: 'This is the program’s only use of the network. Codes are made offline, with or without it.',
    list: 'Your own servers, one a line',
    listHint: 'None stands for the usual ones.',
    save: 'Save',
    usual: 'Use the usual ones',
    saved: 'The list of time servers was saved',
    set: 'Set your PC’s clock',
    how: {
      windows: 'Windows: Settings > Time & language > Date & time. Switch “Set time automatically” on and press “Sync now”.',
      macos: 'macOS: System Settings > General > Date & Time. Switch “Set time and date automatically” on.',
      linux: 'Linux: Settings > System > Date & Time. Switch “Automatic Date & Time” on, or run: timedatectl set-ntp true',
    },
    loading: 'Asking about the clock…',
  },

  overlay: {
    title: 'Choose a part of the screen',
    hint: 'Draw a frame round the QR code. Esc or the right mouse button gives up.',
    keys: 'By keyboard: arrows move the frame, Shift and arrows size it, Enter takes it.',
    area: 'The part that is read',
  },

  pin: {
    createTitle: 'Create a PIN',
    createLead: (least: number, most: number) =>
      `${least} to ${most} digits. You will type it each time you generate a code.`,
    rule:
      'Not taken: one digit only, digits that count up or down, a pair over and over, the account number, or a date.',
    repeatTitle: 'Repeat the PIN',
    repeatLead: 'Type the same PIN again to confirm it.',
    forgotten: 'Nobody can show you a forgotten PIN: customer service would have to reset it.',
    codeTitle: (account: string) => `PIN for ${account}`,
    codeLead: 'Type the PIN you created when you bound this account.',
    syncLead:
      'This device has not had the PIN confirmed yet. Type the account’s PIN once, the same as on its other devices.',
    sync: 'Confirm the PIN',
    byEyeLead:
      'Enter the PIN of the first device. You type it twice and then compare two check digits with the first device.',
    byEyeRepeat: 'Type the first device’s PIN again.',
    differ: 'That was not the PIN of the first device: nothing was synced. Type it again.',
    checkDigitsLead: 'Type this account’s PIN to see the check digits that another device compares.',
    checkDigits: 'Show check digits',
    handOutLead: (name: string) => `Type this account’s PIN to make the QR code for “${name}”.`,
    handOut: 'Make the QR code',
    giveUpLead: (slot: number) => `Type this account’s PIN to give up device ${number(slot)}.`,
    giveUp: 'Give the device up',
    changeTitle: (account: string) => `Change the PIN of ${account}`,
    changeLead: 'First type the PIN you have now.',
    newLead: (least: number, most: number) => `Now the new PIN, ${least} to ${most} digits.`,
    newRepeatLead: 'Type the new PIN again to confirm it.',
    change: 'Change the PIN',
    changing: 'Changing the PIN…',
    removeLead: 'Type this account’s PIN to move it to the trash.',
    remove: 'Remove the account',
    restoreLead: 'Type this account’s PIN to bring it back.',
    restore: 'Bring it back',
    again: 'The two PINs are not the same. Type the PIN again.',
    weak: {
      all_same: 'This PIN is one digit only. Choose another.',
      run: 'The digits of this PIN count up or down. Choose another.',
      repeated_pair: 'This PIN is one pair over and over. Choose another.',
      account_number: 'This PIN is in the account number. Choose another.',
      date: 'This PIN is a date, as birthdays are. Choose another.',
    },
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
    frozenNext: 'Call customer service for a new registration QR code, or use the recovery kit.',
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
    thawTitle: (number: string) => `Open ${number} with the recovery kit`,
    thawLead: 'The kit takes the place of the old PIN. You create a new one next; other devices keep the old PIN until they get a new transfer.',
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

  checkDigits: {
    title: 'Check digits',
    digits: (digits: string) => `Check digits: ${digits}`,
    compare:
      'On the first device open this account’s menu (⋯) and choose “Check digits”. After the PIN it shows its own two digits.',
    question: 'Does the first device show the same?',
    same: 'The same',
    differ: 'Different',
    show: 'Compare these with the two digits that the other device shows. If they are the same, say so there.',
    why: 'They tell whether both devices were given the same PIN, and reveal neither the PIN nor a code.',
    done: 'Done',
  },

  handOut: {
    title: 'Bind another device',
    lead: 'Give the other device a name. After the PIN a QR code is shown, which Lingpai on the other device reads.',
    name: 'Name of the device',
    example: 'Office notebook',
    hint: '1 to 60 characters, so that you know it in the list of devices.',
    next: 'Next',
    shownLead: 'Read this QR code with Lingpai on the other device, then enter the PIN there.',
    qr: 'QR code that binds another device',
    left: (time: string) => `${time} left`,
    warning: 'Show it to nobody else: with the PIN it makes your codes.',
    veil: 'The QR code is hidden while you are elsewhere.',
    show: 'Show the QR code',
    save: 'Save as file',
    dialog: 'Save the QR code',
    files: 'PNG picture',
    print: 'Print',
    done: 'Done',
    over: 'The time of this QR code is over.',
    overNext: 'It binds nothing any more. If the other device is not bound yet, make a new one.',
    again: 'Make a new one',
    paper: (moment: string) => `Valid until ${moment}. Destroy this paper after use.`,
  },

  devices: {
    title: 'Devices',
    lead: (account: string) => `Devices of ${account} beside this one. A name and a date are all that is known of them here.`,
    loading: 'Asking for the devices…',
    none: 'No other device yet.',
    here: 'This device',
    first: 'Main account, device 1 of 5',
    made: (slot: number, moment: string) => `Device ${number(slot)} of 5 · ${moment}`,
    oldPin: 'Has the old PIN: it needs a new QR code',
    renew: 'New QR code',
    renewFor: (name: string) => `Make a new QR code for ${name}`,
    giveUp: 'Give up',
    giveUpFor: (name: string) => `Give up ${name}`,
    giveUpTitle: (name: string) => `Give up ${name}?`,
    giveUpCodes:
      'That device goes on making codes until the account is removed there or customer service issues a new QR code.',
    giveUpPlace: 'Here its place becomes free for another device.',
    giveUpConfirm: 'Next: PIN',
    another: 'Bind another device',
    full: 'An account has five devices at most. Give one up to bind another.',
  },

  remove: {
    title: (account: string) => `Remove ${account}?`,
    stops: 'Its codes stop on this device',
    stopsNext: 'You cannot sign in with codes from here until you bring it back or bind it again.',
    trash: 'It stays in the trash for 30 days and can be brought back from there.',
    trashPin: 'Bringing it back needs its PIN too.',
    others: 'Other devices of this account go on as they are.',
    backup: (moment: string) => `Last backup: ${moment}`,
    noBackup: 'There is no backup.',
    confirm: 'Move to the trash',
    next: 'Next: PIN',
    busy: 'Removing…',
  },

  trash: {
    title: 'Trash',
    lead: 'Removed accounts, encrypted like the others. Each goes for good after 30 days.',
    open: 'Trash',
    loading: 'Looking into the trash…',
    none: 'The trash is empty.',
    left: (days: number) => `${counted(days, 'day', 'days')} left`,
    removed: (moment: string) => `Removed ${moment}`,
    restore: 'Bring back',
    restoreFor: (account: string) => `Bring ${account} back`,
  },

  audit: {
    section: 'Records',
    sectionLead: 'What was removed, and what happened to the accounts and the vault.',
    open: 'Audit trail',
    title: 'Audit trail',
    lead: 'What happened, the newest first. There are no secrets, PINs or codes in it.',
    loading: 'Reading the audit trail…',
    none: 'Nothing has happened yet.',
    vault: 'Vault',
    export: 'Save as CSV',
    dialog: 'Save the audit trail',
    files: 'CSV table',
    kinds: {
      bound: 'Bound',
      synced: 'Synced',
      wrong_pin: 'Wrong PIN',
      frozen: 'Frozen',
      replaced: 'Replaced by a new registration',
      pin_changed: 'PIN changed',
      handed_out: 'Another device bound',
      given_up: 'Device given up',
      removed: 'Removed',
      restored: 'Brought back',
      exported: 'Exported',
      backup_failed: 'Backup failed',
      clock_jumped: 'System clock jumped',
    } satisfies Record<AuditKind, string>,
  },

  tray: {
    open: 'Open Lingpai',
    strip: 'Strip',
    lock: 'Lock',
    quit: 'Quit',
    locked: 'Locked',
  },

  help: {
    loading: 'Opening the help…',
    failed: 'The help could not be opened.',
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
    code_too_small: {
      headline: 'The QR code is too small to read',
      next: 'Enlarge it first, or take the picture from nearer.',
    },
    code_blurred: {
      headline: 'The QR code is blurred',
      next: 'Hold the camera still and let it focus, or choose a sharper picture.',
    },
    code_cut_off: {
      headline: 'The QR code is cut off',
      next: 'Choose a picture that shows the whole QR code with its white margin.',
    },
    code_too_dark: {
      headline: 'The QR code is too dark or too pale',
      next: 'Turn the screen brighter, or take the picture in better light.',
    },
    code_damaged: {
      headline: 'The QR code is damaged or covered',
      next: 'Choose a picture of the QR code itself, with nothing over it and no reflection.',
    },
    not_an_account: {
      headline: 'This QR code is not a registration',
      next: 'Use the registration QR code from the e-mail of customer service or from the trading platform.',
    },
    is_web_address: {
      headline: 'This QR code holds a web address, not an account',
      next: 'Use the registration QR code from the e-mail of customer service or from the trading platform.',
    },
    is_wifi: {
      headline: 'This QR code is for a wireless network',
      next: 'Use the registration QR code from the e-mail of customer service or from the trading platform.',
    },
    is_contact: {
      headline: 'This QR code holds a contact or a message',
      next: 'Use the registration QR code from the e-mail of customer service or from the trading platform.',
    },
    migration_refused: {
      headline: 'This export of Google Authenticator cannot be read',
      next: 'Export the accounts again and show every part of the same export.',
    },
    no_picture_in_file: {
      headline: 'There is no picture in this file',
      next: 'Choose the e-mail or the PDF that shows the QR code, or take a picture of the screen.',
    },
    clipboard_empty: {
      headline: 'There is nothing to read in the clipboard',
      next: 'Copy a picture of the QR code, the file or the address first, then paste again.',
    },
    typed_refused: {
      headline: 'This cannot be taken as typed',
      next: 'Correct the field that is marked, then go on.',
    },
    screen_absent: {
      headline: 'The screen cannot be read on this system',
      next: 'Nothing here hands out pictures of the screen. Use a file, the camera or the clipboard.',
    },
    screen_denied: {
      headline: 'Reading the screen was not allowed',
      next: 'Allow it when the system asks, or in its privacy settings; or use a file, the camera or the clipboard.',
    },
    screen_failed: {
      headline: 'The screen could not be read',
      next: 'Try once more, or use a file, the camera or the clipboard.',
    },
    camera_none: {
      headline: 'There is no camera',
      next: 'Connect one and try again, or use a file, the screen or the clipboard.',
    },
    camera_busy: {
      headline: 'Another program uses the camera',
      next: 'Close that program, such as a video call, and try again.',
    },
    camera_denied: {
      headline: 'Using the camera was not allowed',
      next: 'Allow Lingpai to use the camera in the system’s privacy settings and try again.',
    },
    camera_gone: {
      headline: 'The camera was unplugged',
      next: 'Plug it in again and try again.',
    },
    camera_stalled: {
      headline: 'The camera sends no picture',
      next: 'Unplug it and plug it in again, or choose another, and try again.',
    },
    camera_failed: {
      headline: 'The camera does not work',
      next: 'Try again, or use a file, the screen or the clipboard.',
    },
    uri_refused: {
      headline: 'This QR code breaks the format',
      next: 'It cannot be bound safely. Ask whoever issued it for a new one.',
    },
    kind_unsupported: {
      headline: 'This kind of account is not supported',
      next: 'Lingpai takes time-based, counter-based and Steam codes. Ask the issuer for such a QR code.',
    },
    already_bound: {
      headline: 'Already bound',
      next: 'The account is on this device already. Choose it in the list to generate a code.',
    },
    registration_expired: {
      headline: 'QR code expired',
      next: 'Ask customer service for a new one. Nothing was stored.',
    },
    clock_went_back: {
      headline: 'The clock was set back',
      next: 'A code of this time may have been used already, so none is shown. Have the clock checked, or wait until it has caught up. If it is right now, lock the vault and open it again.',
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
    unsynced: {
      headline: 'This account is not synced on this device',
      next: 'Enter the first device’s PIN on its row first.',
    },
    not_main: {
      headline: 'Only the main account can do this',
      next: 'Do it on the account’s first device.',
    },
    frozen: {
      headline: 'This account is frozen',
      next: 'Ask customer service for a new registration QR code, or use the recovery kit.',
    },
    no_room: {
      headline: 'The account has five devices already',
      next: 'Give one up in the list of its devices, then bind another.',
    },
    clipboard: {
      headline: 'The code was not copied',
      next: 'The clipboard did not take it. Try again, or type the code by hand.',
    },
    shortcut_refused: {
      headline: 'These keys are no shortcut',
      next: 'Take Ctrl, Alt, Shift or the system key together with one other key.',
    },
    shortcut_taken: {
      headline: 'These keys are taken',
      next: 'Another program has them. Choose others; nothing was changed.',
    },
    preferences_lost: {
      headline: 'Your setting could not be kept',
      next: 'Check that the disk is not full and that the program’s folder may be written, then set it again.',
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
    not_in_kit: {
      headline: 'The recovery kit does not open this account',
      next: 'Its PIN was never entered after the kit was made. Ask customer service for a new registration QR code.',
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
