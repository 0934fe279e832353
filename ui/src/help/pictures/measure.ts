/** Estimates the width of a text, in units of the picture. A Chinese character is as wide as it is high, others about half. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 1 : 0.56), 0) * size;
}
