export const en = {
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

  proof: {
    title: 'Confirm that it is you',
    keystore: 'The system’s keystore confirms it; nothing is to be typed.',
    passphrase: 'Your passphrase',
    useKit: 'Use the recovery kit instead',
    usePassphrase: 'Use the passphrase instead',
    useKeystore: 'Use the system’s keystore instead',
    why: {
      ways: 'The ways into the vault are about to change.',
      kit: 'A recovery kit is about to be made. It opens the vault by itself.',
      restore: 'The vault is about to be replaced by another state.',
      erase: 'Erasing at the tenth wrong PIN is about to be switched on or off.',
      backups: 'The backups are about to change.',
      servers: 'The time servers are about to change.',
      older: 'Older states and backups of the vault are about to be removed.',
    },
    change: {
      ways: 'change the ways into the vault',
      kit: 'make a recovery kit',
      restore: 'replace the vault by another state',
      erase: 'switch erasing at the tenth wrong PIN on or off',
      backups: 'change the backups',
      servers: 'change the time servers',
      older: 'remove older states and backups',
    },
    confirm: 'Confirm',
    checking: 'Checking…',
    pin: 'Type the PIN of an account. A wrong one counts as a try.',
    pinOf: (account: string) => `PIN of ${account}`,
    delay:
      'Nothing on this machine can confirm that it is you: there is no passphrase, no broker account’s PIN, and no check by the system. The change is possible a day after you ask for it. Until then anybody who sees Lingpai can take it back.',
    ask: 'Ask for it',
    asked: 'Asked for. The change is possible in a day.',
    left: (time: string) => `The change was asked for and is possible in ${time}.`,
    unconfirmed: 'No time server confirms the time, so only the time counts in which Lingpai runs.',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
