/**
 * Gives the focus to an element as soon as possible, and calls `done` then. A virtual list hides new elements until it has measured
 * them. Returns a function that stops the attempt.
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
