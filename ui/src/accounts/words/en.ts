import type { AuditKind } from '../../ipc/generated/contract';
import { numbers, plurals } from '../../text/words';

const number = numbers('en');
const counted = plurals('en');

export const en = {
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
      edited: 'Changed by hand',
      clock_jumped: 'System clock jumped',
    } satisfies Record<AuditKind, string>,
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
