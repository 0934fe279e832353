/** A part of a text that matches the search, or one that does not. */
export interface Part {
  readonly text: string;
  readonly found: boolean;
}

/** Splits a text into parts that match the terms and parts that do not. */
export function partsOf(text: string, terms: readonly string[]): Part[] {
  const folded = fold(text);
  // If folding changes the length, positions differ and the wrong characters would be marked.
  if (terms.length === 0 || folded.length !== text.length) return [{ text, found: false }];
  const marked = new Array<boolean>(text.length).fill(false);
  for (const term of terms) {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      marked.fill(true, at, at + term.length);
    }
  }
  const parts: Part[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    if (at < text.length && marked[at] === marked[from]) continue;
    parts.push({ text: text.slice(from, at), found: marked[from] === true });
    from = at;
  }
  return parts;
}

/** Folds case and width, because users do not type them deliberately. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
