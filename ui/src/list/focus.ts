/**
 * Gives the focus to an element as soon as it can have it, and calls `done` then: what a virtual list has just made is hidden
 * until it has been measured. Returns a function that ends the attempt.
 */
export function focusWhenShown(element: HTMLElement, done: () => void): () => void {
  let frame = 0;
  function attempt(): void {
    element.focus({ preventScroll: true });
    if (document.activeElement === element) done();
    else frame = requestAnimationFrame(attempt);
  }
  attempt();
  return () => cancelAnimationFrame(frame);
}
