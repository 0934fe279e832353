import { plurals } from '../../text/words';

const counted = plurals('en');

export const en = {
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

  keystoreWait: {
    line: 'The system’s keystore (keyring) may be asking for something, perhaps behind this window.',
    stop: 'Stop waiting',
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
    pins: 'PIN accounts ask for their PIN once: the one of that time, where it was changed since. Wrong PINs counted so far stay counted.',
    here: 'This computer’s keystore opens it; nothing is to be typed.',
    type: 'What opens it',
    passphrase: 'Its passphrase',
    backupPassphrase: 'The passphrase for backups',
    fromBackup: 'The passphrase for backups opens the vault from then on. You can change or remove it on the vault’s page.',
    closed: 'Only the keystore of another computer opens this file. Choose a backup that has a passphrase or a recovery kit.',
    go: 'Restore',
    busy: 'Restoring…',
  },

  tray: {
    open: 'Open Lingpai',
    strip: 'Strip',
    lock: 'Lock',
    quit: 'Quit',
    locked: 'Locked',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
