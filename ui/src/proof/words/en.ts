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
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
