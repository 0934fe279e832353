import type { FaultCode } from '../../ipc/generated/contract';
import { numbers } from '../words';

/** The headline of a fault, and the next step. */
export interface FaultWords {
  headline: string;
  next: string;
}

const number = numbers('en');

export const en = {
  app: 'Lingpai',
  loading: 'Opening the vault…',
  locking: 'Locking the vault…',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  support: 'Customer service',

  kitField: {
    label: 'Recovery kit',
    hint: 'It begins with AGE-SECRET-KEY-1. Spaces, line breaks and lower case do not matter.',
    count: (typed: number) => `${number(typed)} of 74 characters`,
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
      next: 'Your vault is untouched. Sign in as the user who set it up, with the same keystore (keyring), then try again. If the keystore was reset, open the vault another way.',
    },
    keystore_denied: {
      headline: 'The keystore refused access',
      next: 'Unlock the system’s keystore and allow Lingpai to use it, then try again.',
    },
    keystore_failed: {
      headline: 'The keystore reports an error',
      next: 'Your vault is untouched. Check that the system’s keystore service is running, or sign out and in again, then try again.',
    },
    vault_damaged: {
      headline: 'The vault file is damaged',
      next: 'Nothing was deleted. Restore the vault from a backup. Without one, begin anew and register your accounts again with new QR codes.',
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
    reader_missing: {
      headline: 'Lingpai’s file reader is missing',
      next: 'Install Lingpai again. Until then, use the camera or the screen, or type the account in.',
    },
    reader_crashed: {
      headline: 'The file could not be read to its end',
      next: 'It is damaged, or made to do harm. Nothing was added from it. Take a screenshot of the QR code and choose that.',
    },
    reader_limit: {
      headline: 'The file takes too much to be read',
      next: 'It needs more memory or time than a file with a QR code should. Take a screenshot of the QR code and choose that.',
    },
    reader_deadline: {
      headline: 'The file was not read within 10 seconds',
      next: 'Try it once more when the machine is less busy, or take a screenshot of the QR code and choose that.',
    },
    reader_stopped: {
      headline: 'You stopped the reading of this file',
      next: 'Choose it again to read it.',
    },
    too_many_found: {
      headline: 'More than 5,000 accounts were found at once',
      next: 'Nothing of it was added. Read fewer files, or paste fewer lines, at a time.',
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
      next:
        'Allow it when the system asks, or in its privacy settings; on macOS, then open Lingpai again. ' +
        'Or use a file, the camera or the clipboard.',
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
    camera_no_media: {
      headline: 'This Windows cannot open cameras',
      next:
        'Add the optional feature “Media Feature Pack” in its settings, on a server the feature “Media Foundation”; ' +
        'or use a file, the screen or the clipboard.',
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
      next: 'A code of this time may have been used already, so none is shown. Wait until the time has caught up, or say on the page “Clock” that the time is right.',
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
      next: 'Your vault is untouched. Start the system’s keystore service (keyring), or sign in to the desktop as usual, then try again.',
    },
    keystore_slow: {
      headline: 'The keystore gave no answer in time',
      next: 'Your vault is untouched. The keystore may be asking for something behind this window: answer it, then try again.',
    },
    keystore_ambiguous: {
      headline: 'The keystore has more than one key for this vault',
      next: 'Nothing was changed. Remove the entry that is not this vault’s from the system’s keystore, then try again.',
    },
    keystore_undecodable: {
      headline: 'The key in the keystore does not fit this vault',
      next: 'Nothing was overwritten. Put the right entry back, for example from the keystore’s own backup, then try again.',
    },
    try_not_remembered: {
      headline: 'No PIN was tried',
      next: 'The system keystore did not take the count of the try, so the PIN was not looked at and no try is lost. Unlock the keystore and try again. If this machine’s keystore no longer works, set a passphrase and remove the keystore from the ways in.',
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
      headline: 'It is not confirmed that it is you',
      next: 'A confirmation holds for one change and one minute. Begin the change again.',
    },
    presence_absent: {
      headline: 'The system cannot confirm that it is you',
      next: 'Nothing on this machine can ask for your password or fingerprint. The change is possible a day after you ask for it.',
    },
    presence_refused: {
      headline: 'The system did not confirm that it is you',
      next: 'Nothing was changed. Try again.',
    },
    declined: {
      headline: 'You said no, and nothing was changed',
      next: 'If you do want it, begin again and agree in the system’s dialog.',
    },
    passphrase_too: {
      headline: 'This needs the passphrase',
      next: 'The vault gets a new key, and only the passphrase can wrap it for itself. Type the passphrase, or set another one first.',
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

/** The words of this part, in any language. */
export type Words = typeof en;
