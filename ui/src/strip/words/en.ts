export const en = {
  strip: {
    title: 'Lingpai strip',
    locked: 'Lingpai is locked',
    none: 'No account yet',
    open: 'Open Lingpai',
    switch: 'Up and down arrows or the wheel switch accounts',
    pin: 'Type the PIN',
    byEye: 'Compare check digits in the main window',
    copied: (duration: string) => `Copied, good for ${duration}`,
    copiedCounter: 'Copied',
    lost: 'The program does not answer',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
