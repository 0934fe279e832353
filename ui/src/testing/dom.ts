/** Returns all elements with a test id. */
export function all(testid: string, within: ParentNode = document): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
}

/** Returns the only element with a test id. Throws if there is none or more than one. */
export function one(testid: string, within: ParentNode = document): HTMLElement {
  const [found, ...others] = all(testid, within);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} of \`${testid}\``);
  return found;
}

/** Returns the name of the shown page. */
export function page(): string | undefined {
  return one('page').dataset['page'];
}

/** Returns the text of an element, with single spaces. */
export function text(testid: string, within: ParentNode = document): string {
  return (one(testid, within).textContent ?? '').replace(/\s+/g, ' ').trim();
}
