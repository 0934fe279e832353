/** As many points as the passphrase has words or runs of six characters. */
export function strength(passphrase: string) {
  const words = passphrase.split(/\s+/).filter((word) => word.length > 2).length;
  const score = Math.min(4, Math.max(words, Math.floor(passphrase.length / 6)));
  return { score, enough: score >= 3 };
}
