import type { CodeKind, FoundKind, TypedField } from '../../ipc/generated/contract';
import type { CameraHint } from '../../ipc/frame';
import { numbers, plurals } from '../../text/words';

const number = numbers('en');
const counted = plurals('en');

export const en = {
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
    furtherNext: 'It is bound here at once as a sub account. Then you enter the first device’s PIN once; no new PIN is created.',
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
    transferText: (moment: string) => `This QR code of your first device was valid until ${moment}. Nothing was stored.`,
    transferNext:
      'Make a new QR code on the first device: “Bind another device” in the account’s menu. It is good for 10 minutes.',
    another: 'Choose other files',
  },

  already: {
    title: 'Already bound',
    text: (account: string) => `${account} is already bound on this device. Nothing was changed.`,
    next: 'Choose it in the list to generate a code. If customer service has registered it anew, remove it here first, then scan again.',
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
};

/** The words of this part, in any language. */
export type Words = typeof en;
