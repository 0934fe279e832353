import { plurals } from '../text/words';
import type { HelpWords } from './content';

const counted = plurals('en');

/** The help in English. */
const words: HelpWords = {
  title: 'Help',
  search: 'Search the help',
  clear: 'Clear the search',
  found: (count) => counted(count, 'page found', 'pages found'),
  none: (query) => `Nothing in the help matches “${query}”`,
  noneNext: 'Try a single word, such as PIN, QR or frozen.',
  next: 'Next:',
  ownNumber: 'Customer service, as your QR code names it',
  guideNumbers: 'The broker’s guide names these customer service numbers',

  chapters: {
    basics: {
      title: 'First things',
      topics: {
        what: {
          title: 'What is a mobile one-time code?',
          blocks: [
            'When you log in to your broker’s trading platform, your password is only the first step. The second is a one-time code that a program on your own device works out from a secret that only the device and the broker know. Somebody who has your password still cannot log in.',
            'An account in the list, with its number, its badge and the button “Generate code”.',
            'One account can be bound on several devices, and one device can hold several accounts. No text message is sent, so no telephone company can delay your code.',
            'The codes are made on this computer. Making one needs no network.',
          ],
        },
        code: {
          title: 'What a code looks like and how long it is good',
          blocks: [
            'A code from your broker’s account has 6 digits and can be used for 60 seconds.',
            'An account whose code is shown: six digits, and a ring with the seconds that are left.',
            'The ring beside the code empties as the time runs out, with the seconds written in it. In the last 10 seconds it also says “Expires soon”. After that the code is gone from the window, and you generate a new one.',
            'Accounts of other services may have more digits or another period. Lingpai follows what their QR code says.',
          ],
        },
        lingpai: {
          title: 'What Lingpai is, and what it is not',
          blocks: [
            'Lingpai does on a computer what the broker’s phone app for one-time codes does: it binds an account by the registration QR code and makes the same codes. Your phone may stay bound beside it; each is one of the account’s devices.',
            'It also takes the QR codes of other two-factor sign-ins (otpauth://totp), so that one window has all your codes. These accounts need no PIN.',
            'Lingpai is not the broker’s program, and the broker does not support it. Customer service can help with the account, the QR code, the PIN and a freeze, but not with this program.',
          ],
        },
      },
    },

    bind: {
      title: 'Bind an account',
      topics: {
        mail: {
          title: 'Get the QR code by e-mail',
          blocks: [
            'This is the first of two ways to a registration QR code.',
            [
              'Ask customer service for the registration e-mail.',
              'Open it on this computer. It has a link to the broker’s phone app, the guide, and the QR code.',
              'Bring the QR code into Lingpai. The date below it says until when it is valid.',
            ],
            'Bind within 24 hours after the e-mail was sent: then its QR code expires. Until then whoever has the picture can bind your account, so do not pass it on, and delete it afterwards.',
            'Ask for the registration e-mail of your account.',
          ],
        },
        platform: {
          title: 'Get the QR code on the trading platform',
          blocks: [
            'This is the second way. You do it yourself, without a call.',
            [
              'Log in to the trading platform or the trading software (Fuyi, 富易) with your 6-digit account number, your trading password and the characters that it shows.',
              'Choose “Customer service”, then “Two-factor authentication application”.',
              'Select the mobile code (流動保安編碼) and apply for it.',
              'Confirm that it becomes your way of signing in. A page opens with the registration QR code.',
              'Bring the QR code into Lingpai. The date below it says until when it is valid.',
            ],
            'No page opens? The browser has held it back. Allow pop-up windows for the platform before you confirm, then apply again.',
            'Once you have confirmed, the platform asks for a code at each login. Bind the account at once, while the QR code is valid.',
          ],
        },
        read: {
          title: 'Five ways to bring a QR code in',
          blocks: [
            'Choose “Add an account” (Ctrl+N) in the list. Then take the way that fits where your QR code is:',
            [
              'A picture: save it from the e-mail or the page, and choose the file.',
              'Drop: drag the picture onto this window and let go. Save an attachment of your e-mail program first: many of them hand over no file.',
              'The screen: leave the QR code open in the e-mail or the browser, and let Lingpai read it from there.',
              'The camera: hold the QR code, on a phone or on paper, in front of it.',
              'The clipboard: copy the picture, then paste it into this window.',
            ],
            'The QR code must be sharp and whole, with its white margin. The picture is read on this computer and is sent nowhere.',
          ],
        },
        first: {
          title: 'Bind an account on its first device',
          blocks: [
            'Once the QR code is read, the account number and the activation code fill in by themselves. You have nothing to type but the PIN.',
            [
              'Compare the issuer, the account number and the date with the e-mail or the page.',
              'Choose “Next”.',
              'Create a PIN of 6 to 20 digits.',
              'Type the same PIN again to confirm it.',
            ],
            'The page “Confirm registration” with issuer, account number, activation code and date.',
            'The PIN is created on the first device only. You will type it each time you generate a code.',
            'The PIN pad: dots for the digits typed, and the keys 0 to 9.',
            'Done: the account stands in the list as a main account.',
          ],
        },
        expired: {
          title: 'The QR code has expired',
          blocks: [
            'A registration QR code is valid for 24 hours after it was sent. The time is shown when it is read. After it Lingpai refuses the QR code and stores nothing.',
            'Get a new one: by e-mail from customer service, or by applying again on the trading platform. Turning the computer’s clock back does not help.',
            'Ask for a new registration QR code.',
          ],
        },
      },
    },

    more: {
      title: 'More accounts, more devices',
      topics: {
        accounts: {
          title: 'Several accounts on one computer',
          blocks: [
            'One computer can hold as many trading accounts as you have. Each is bound with its own registration QR code.',
            [
              'Get the QR code of the other account, by e-mail or on the trading platform.',
              'Choose “Add an account” and bring it in.',
              'Create the PIN of this account, 6 to 20 digits.',
            ],
            'Each account has its own PIN, and each one bound first on this computer is a main account here. None takes the place of another.',
          ],
        },
        transfer: {
          title: 'Bind another device from the main account',
          blocks: [
            'An account can be on five devices at most: the first one, and four more. The main account lets the others in.',
            [
              'On the first device choose the main account, then “Bind another device”.',
              'Type the PIN and give the new device a name.',
              'A QR code is shown for 10 minutes. Read it with Lingpai on the new device.',
              'The account is bound there at once, without a PIN, as a sub account.',
              'Type the PIN of the first device on the new one when you need the first code.',
            ],
            'Five places for devices: the first is the main account, three are taken by name, one is free.',
            'Show this QR code to nobody else. It is hidden as soon as the window is no longer in front.',
          ],
        },
        broker: {
          title: 'Bind another device with the broker’s QR code',
          blocks: [
            'The broker’s own QR code binds further devices too. All must read the same one, the one that customer service issued for the first device, while it is valid.',
            [
              'Read the QR code on the further device.',
              'Choose “Already bound on another device”.',
              'The account is bound at once as a sub account. No PIN is asked for; it is unsynced.',
              'Click its number and type the PIN of the first device twice.',
            ],
            'This QR code cannot tell whether the PIN is right. So both devices then show two check digits: compare them. If they differ, the PIN was not the same; try again.',
            'A new QR code is not for a second device: it replaces the binding of all of them.',
          ],
        },
        roles: {
          title: 'Main account and sub account',
          blocks: [
            'Main account: the device on which the PIN was created. Only it can change the PIN and bind further devices, and its list shows their names and dates.',
            'Sub account: a device that was bound after the first one. It makes the same codes with the same PIN, but it lets no device in.',
            'Five devices are the limit. The sixth is refused; give up one of the five by name first.',
            'Giving a place up frees it in the list. It does not stop the codes on the device itself. If that device is lost, call customer service: see “A phone or computer is lost, stolen or replaced”.',
          ],
        },
        unsynced: {
          title: '“Unsynced” stands below the account number',
          blocks: [
            'The account is bound on this device, but its PIN has not been confirmed here yet. Until then no code can be made. That is so after binding a sub account, after a change of PIN, and after the vault was restored or moved.',
            'An account with “Unsynced” below its number and the button “Enter PIN”.',
            [
              'Click the account.',
              'Type the PIN that was created on the first device.',
              'If it is right, “Unsynced” goes away and codes can be made.',
            ],
            'If it is wrong, Lingpai says so and how many tries are left. Nothing is lost by it.',
            'If nobody knows the PIN any more: ask for it to be reset.',
          ],
        },
      },
    },

    login: {
      title: 'Log in with a code',
      topics: {
        login: {
          title: 'Log in to the trading platform',
          blocks: [
            'Your password first, the code second:',
            [
              'On the platform type your 6-digit account number, your trading password and the characters that it shows, and log in.',
              'The platform asks for the 6-digit code.',
              'In Lingpai choose the account and “Generate code”.',
              'Type the PIN of the account.',
              'Copy the code, or read it off. It is good for 60 seconds.',
              'Type or paste it into the platform and confirm.',
            ],
            'An account in the list with the button “Generate code”.',
            'All by keyboard: type the account number, Enter, the PIN, Enter, and Enter once more to copy the code.',
          ],
        },
        away: {
          title: 'Abroad and without a network',
          blocks: [
            'Codes are made abroad as at home. No SIM card, no text message and no network is needed, and roaming plays no part.',
            'When you travel, leave the clock of the computer to set itself. Another time zone changes nothing about the codes.',
          ],
        },
        refused: {
          title: 'The platform does not accept the code',
          blocks: [
            'Stop after the second refusal: the broker freezes an account after too many wrong codes. Check in this order:',
            [
              'Is it the code of this account, and typed within 60 seconds?',
              'Is the clock of the computer right to within a few seconds? A wrong clock makes wrong codes. Switch on its automatic time.',
              'Has customer service issued a new QR code since? Then the codes of the old binding are worth nothing: read the new one.',
              'Generate a fresh code and try once more.',
            ],
            'If it is still refused: ask whether the account is frozen and how it is registered.',
          ],
        },
      },
    },

    pin: {
      title: 'The PIN',
      topics: {
        choose: {
          title: 'Choose a good PIN',
          blocks: [
            'A PIN has 6 to 20 digits. It is created on the first device and is the same on all devices of the account.',
            'Do not take the same digit throughout, a run such as 123456, a pair repeated, your account number or a birthday. More than 6 digits are better.',
            'Each account may have a PIN of its own.',
            'The PIN is stored nowhere, neither here nor with Lingpai’s makers. Nobody can show it to you again.',
          ],
        },
        change: {
          title: 'Change the PIN',
          blocks: [
            'The PIN is changed on the main account.',
            [
              'Choose the main account, then change its PIN.',
              'Type the old PIN, then the new one twice.',
              'Choose “Bind another device” for each of your other devices, read the QR code there, and type the new PIN.',
            ],
            'Until then the other devices still have the old PIN; the list of devices shows which. They are unsynced from the moment they read the new QR code until they get the new PIN.',
            'A sub account cannot change the PIN. If the main device is gone, ask customer service for a new QR code.',
          ],
        },
        wrong: {
          title: 'After a wrong PIN',
          blocks: [
            'The first five wrong PINs cost nothing but the try. Lingpai says how many are left.',
            'Then come waits of 1, 5, 15 and 60 minutes, with a countdown. Closing the program does not shorten them.',
            'The tenth wrong PIN freezes the account on this device. A right PIN before that sets the count back.',
            'Wrong PINs erase nothing, unless you have switched that on yourself in the vault’s settings.',
          ],
        },
      },
    },

    trouble: {
      title: 'When something has gone wrong',
      topics: {
        frozen: {
          title: 'Frozen: here, or at the broker?',
          blocks: [
            'Frozen in Lingpai: the row says “Frozen” after ten wrong PINs. A new registration QR code opens the account again, and so does your recovery kit, if you have made one. Other devices are not affected.',
            'Frozen at the broker: the platform refuses the login after too many wrong codes, while Lingpai still makes codes. Only customer service can lift that.',
            'Say which of the two it is, and ask for the account to be unfrozen or for a new QR code.',
          ],
        },
        renewed: {
          title: 'What a new registration QR code does',
          blocks: [
            'After a forgotten PIN, a lost device or a change of the authorised person, customer service issues a new QR code with another activation code.',
            [
              'Bring it in as you did the first one, within 24 hours.',
              'Lingpai sees that the account is already bound, and asks whether to replace it.',
              'Agree, and create a new PIN of 6 to 20 digits.',
              'Bind your other devices again.',
            ],
            'The secret and the PIN are new, a frozen account is open again, and the codes of the old binding no longer work, wherever they are made.',
          ],
        },
        moved: {
          title: 'Another computer, or a restored vault',
          blocks: [
            'With a backup and the passphrase for backups or the recovery kit your accounts come along to another computer. Accounts with a PIN are unsynced there until you type it once.',
            'Without a backup, bind the accounts again: from the main account on another device, or with a new QR code from customer service.',
            'Before you sell or give away a computer, remove the accounts from it.',
          ],
        },
        remote: {
          title: 'Remote desktops and remote help',
          blocks: [
            'A remote desktop (RDP, Citrix) carries a copied code into the clipboard of the other computer. The mark that keeps codes out of clipboard histories does not go along, so a history there may keep the code. It is good for its period only. Type the code where you do not want that.',
            'On Windows, remote help and screen sharing do not show the window while a PIN, a recovery kit, a transfer code or a secret is on it. Where the helper must see it, change “Kept out of screen sharing” in the settings, and change it back afterwards.',
          ],
        },
        call: {
          title: 'Whom to call',
          blocks: [
            'Customer service helps with a frozen account, a forgotten PIN, a lost device, a changed authorised person, and an expired QR code.',
            'Have your account number ready. Never tell anybody your PIN or a code, not even on this call.',
            'For orders while you cannot log in, the broker’s guide names the Hong Kong trading hotlines 852-2250 0898 and 852-2250 0899, and the 24-hour trading hotline 852-2509 7526.',
            'Call only numbers that you have from the broker. Numbers change: if one here does not answer, look on the broker’s own website.',
          ],
        },
      },
    },

    questions: {
      title: 'Nine questions and answers',
      topics: {
        frozenByBroker: {
          title: 'My account was frozen because of one-time codes. What now?',
          blocks: [
            'Only the broker can lift this freeze. Afterwards check the computer’s clock, and generate a fresh code.',
            'Ask for the account to be unfrozen.',
          ],
        },
        lost: {
          title: 'A phone or computer is lost, stolen or replaced. What now?',
          blocks: [
            'Call at once. With the new QR code the codes of the old binding stop, also on the lost device.',
            'Ask for a new registration QR code.',
            'Then read it here, create a new PIN, and bind your other devices again.',
          ],
        },
        abroad: {
          title: 'Can I make codes abroad?',
          blocks: ['Yes. Codes are made on the device itself, without a network, everywhere.'],
        },
        devices: {
          title: 'Can a bound account be on more than one device?',
          blocks: [
            'Yes, on five at most. Each device must read the registration QR code that customer service issued at the same time, or the QR code that the main account shows under “Bind another device”.',
            'Five places for devices: main account, three further devices, and a free place.',
            'The first is the main account, the others are sub accounts. A sixth is refused.',
          ],
        },
        onePin: {
          title: 'Can each device have its own PIN for the same account?',
          blocks: [
            'No. An account has one PIN, and all its devices use it.',
            'Different accounts may have different PINs, on the same device too.',
          ],
        },
        mailExpiry: {
          title: 'Does the registration e-mail expire?',
          blocks: [
            'Yes. Register and bind within 24 hours after it was sent; then its QR code no longer works.',
            'Ask for a new registration e-mail.',
          ],
        },
        forgotten: {
          title: 'I have forgotten the PIN. What now?',
          blocks: [
            'Nobody can look it up. It has to be reset.',
            'Ask for the PIN to be reset; you get a new registration QR code.',
            'Read it here, agree to replace the account, and create a new PIN.',
          ],
        },
        authorised: {
          title: 'Our authorised person has changed. What do we do?',
          blocks: [
            'The former authorised person still has the PIN and perhaps a bound device. Both must end.',
            'Ask for the e-mail that resets the PIN and registers the devices anew.',
            'The new authorised person reads its QR code and creates a new PIN. From then on the old devices’ codes are refused.',
          ],
        },
        notSynced: {
          title: '“Unsynced” stands below the account number. What do I do?',
          blocks: [
            'An account with “Unsynced” below its number and the button “Enter PIN”.',
            'Click the account and type the PIN that was set on the first device. That is all.',
            'If the PIN has to be reset: ask customer service for it.',
          ],
        },
      },
    },
  },
};

export default words;
