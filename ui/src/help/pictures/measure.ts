/** About how wide a text is drawn, in units of the picture: Chinese fills its square, other letters about half of it. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter > '⺀' ? 1 : 0.56), 0) * size;
}
