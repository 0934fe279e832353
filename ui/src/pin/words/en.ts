import { numbers, plurals } from '../../text/words';

const number = numbers('en');
const counted = plurals('en');

export const en = {
  pin: {
    createTitle: 'Create a PIN',
    createLead: (least: number, most: number) => `${least} to ${most} digits. You will type it each time you generate a code.`,
    rule: 'Not taken: one digit only, digits that count up or down, a pair over and over, the account number, or a date.',
    repeatTitle: 'Repeat the PIN',
    repeatLead: 'Type the same PIN again to confirm it.',
    forgotten: 'Nobody can show you a forgotten PIN: customer service would have to reset it.',
    codeTitle: (account: string) => `PIN for ${account}`,
    codeLead: 'Type the PIN you created when you bound this account.',
    syncLead: 'This device has not had the PIN confirmed yet. Type the account’s PIN once, the same as on its other devices.',
    sync: 'Confirm the PIN',
    byEyeLead: 'Enter the PIN of the first device. You type it twice and then compare two check digits with the first device.',
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
};

/** The words of this part, in any language. */
export type Words = typeof en;
