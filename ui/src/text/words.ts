/** Returns a function that formats whole numbers in a language. */
export function numbers(tag: string): (count: number) => string {
  const format = new Intl.NumberFormat(tag);
  return (count) => format.format(count);
}

/** Returns a function that formats a number with the singular or plural of a word, for languages that have just these two. */
export function plurals(tag: string): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(tag);
  const number = numbers(tag);
  return (count, one, other) => `${number(count)} ${rules.select(count) === 'one' ? one : other}`;
}
