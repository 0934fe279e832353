/** Writes whole numbers as a language does. */
export function numbers(tag: string): (count: number) => string {
  const format = new Intl.NumberFormat(tag);
  return (count) => format.format(count);
}

/** Picks between the singular and the plural of a language that has these two, and puts the number before it. */
export function plurals(tag: string): (count: number, one: string, other: string) => string {
  const rules = new Intl.PluralRules(tag);
  const number = numbers(tag);
  return (count, one, other) => `${number(count)} ${rules.select(count) === 'one' ? one : other}`;
}
