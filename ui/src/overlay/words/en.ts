export const en = {
  overlay: {
    title: 'Choose a part of the screen',
    hint: 'Draw a frame round the QR code. Esc or the right mouse button gives up.',
    keys: 'By keyboard: arrows move the frame, Shift and arrows size it, Enter takes it.',
    area: 'The part that is read',
  },
};

/** The words of this part, in any language. */
export type Words = typeof en;
