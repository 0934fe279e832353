import { numbers, plurals } from '../../text/words';

const number = numbers('en');
const counted = plurals('en');

export const en = {
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
};

/** The words of this part, in any language. */
export type Words = typeof en;
