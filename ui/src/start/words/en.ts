import { numbers } from '../../text/words';

const number = numbers('en');

export const en = {
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

  welcome: {
    step: (step: number, all: number) => `Step ${number(step)} of ${number(all)}`,
    skip: 'Skip',
    next: 'Next',
    what: {
      title: 'Welcome to Lingpai',
      is: 'What it is',
      isText: [
        'It makes the 6-digit one-time codes that you sign in with beside your trading password.',
        'It works offline and abroad, and keeps your accounts encrypted on this computer.',
        'It takes the codes of other services too.',
      ],
      not: 'What it is not',
      notText: [
        'It is not the broker’s program and cannot trade.',
        'It knows no trading password. Nobody who asks you for a PIN or a code is from Lingpai.',
      ],
    },
    ways: {
      title: 'How your vault opens',
      lead: 'Your accounts lie encrypted in a vault on this computer.',
      keystore: (name: string) => `${name} opens it`,
      keystoreText: 'It opens by itself when you are signed in to this computer, and on no other one.',
      passphrase: 'Your passphrase opens it',
      passphraseText: 'You type it when Lingpai starts. Nobody can recover it.',
      both: 'A passphrase can be added in the settings at any time.',
      pin: 'A PIN is something else: each broker’s account has its own, and asks for it at each code.',
      loading: 'Asking how the vault opens…',
    },
    kit: {
      title: 'In case you lose the key',
      lead: 'When this computer breaks or its keystore is reset, a recovery kit on paper opens your vault again.',
      without: 'Without it, every account must be registered anew with customer service.',
      make: 'Make one now',
      later: 'Later',
      laterNext: 'Later it is under Settings > Recovery kit.',
      ready: 'The recovery kit is ready.',
      closed: 'No kit can be made while the vault can only be read.',
      done: 'Begin',
    },
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
