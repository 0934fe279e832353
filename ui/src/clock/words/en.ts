import type { NotChecked } from '../../ipc/generated/contract';

export const en = {
  clock: {
    title: 'Clock',
    footer: {
      unknown: 'Clock not checked',
      right: 'Clock checked',
      few: 'Too few time servers agree',
      disagree: 'The time servers disagree',
    },
    behind: (span: string) => `Your PC is ${span} behind`,
    ahead: (span: string) => `Your PC is ${span} ahead`,
    corrected: (off: string) => `${off}; codes are corrected`,
    uncorrected: (off: string) => `${off}; codes are not corrected`,
    right: (span: string) => `Your PC’s clock is right, to within ${span}.`,
    disagree: 'The time servers disagree, so none is trusted by itself.',
    median: (off: string) => `By the middle one of them: ${off}.`,
    few: (agree: number, needed: number) =>
      `Servers that give the same time: ${agree}. Codes are corrected without asking you only if ${needed} do.`,
    fewOff: (off: string) => `By their time: ${off}.`,
    own: 'Codes go by your PC’s clock.',
    why: {
      off: 'Checking is switched off. Codes go by your PC’s clock.',
      waiting: 'No answer has come yet. Codes go by your PC’s clock.',
      unreachable: 'No time server answered. Codes go by your PC’s clock.',
      stepped: 'The clock was set or the PC slept; it is being checked again. Codes go by your PC’s clock.',
    } satisfies Record<NotChecked, string>,
    ask: 'Correct the codes by that much?',
    askNext:
      'Wrong codes are refused by the broker. If the clock on the wall agrees with the servers, correct. If this sets the time back, codes that were shown before may be shown again.',
    agree: 'Correct the codes',
    decline: 'Leave them',
    declined: 'You chose to leave the codes as they are.',
    held: 'The clock went back: no codes are shown',
    heldFull: (span: string) =>
      `Codes of a later time were shown before. A code of this time may have been used already, so none is shown for ${span}.`,
    heldNext: 'Show older codes only if the clock was wrong before and is right now. Otherwise wait.',
    allowOlder: 'Show older codes',
    banner: 'About the clock',
    look: 'Look and decide',
    last: 'Last checked',
    never: 'Not yet',
    check: 'Check now',
    checking: 'Asking the time servers…',
    servers: 'Time servers',
    answer: (off: string, trip: string) => `${off}, answered in ${trip}`,
    same: 'The same time',
    silent: 'No answer',
    refused: 'Does not want to be asked',
    unusable: 'Its answer cannot be used',
    on: 'Compare with time servers',
    onNote: 'This is the program’s only use of the network. Codes are made offline, with or without it.',
    list: 'Your own servers, one a line',
    listHint: 'None stands for the usual ones.',
    save: 'Save',
    usual: 'Use the usual ones',
    saved: 'The list of time servers was saved',
    set: 'Set your PC’s clock',
    how: {
      windows: 'Windows: Settings > Time & language > Date & time. Switch “Set time automatically” on and press “Sync now”.',
      macos: 'macOS: System Settings > General > Date & Time. Switch “Set time and date automatically” on.',
      linux: 'Linux: Settings > System > Date & Time. Switch “Automatic Date & Time” on, or run: timedatectl set-ntp true',
    },
    loading: 'Asking about the clock…',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
