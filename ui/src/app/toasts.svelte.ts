/** A short message that disappears after a while. */
export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** The next step for the user, if there is one. */
  readonly next: string | undefined;
  /** The button that undoes the action; `undefined` if there is none. */
  readonly undo: ToastAction | undefined;
}

/** A button in a message. */
export interface ToastAction {
  readonly label: string;
  readonly act: () => void;
}

/** The time for which a message stays: milliseconds. A message with a next step or a button stays longer. */
const STAYS = { good: 4000, bad: 9000 } as const;

/** The short messages at the foot of the window, and texts for screen readers only. */
export class Toasts {
  #last = 0;
  #shown = $state.raw<readonly Toast[]>([]);
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  #told = $state('');
  #ended = false;

  /** A text for screen readers only. */
  get told(): string {
    return this.#told;
  }

  set told(words: string) {
    if (!this.#ended) this.#told = words;
  }

  /** The messages, the oldest first. */
  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** Shows that an action worked. `undo` is the button that undoes it. */
  good(text: string, undo?: ToastAction): void {
    this.#show({ id: ++this.#last, tone: 'good', text, next: undefined, undo });
  }

  /** Shows that an action failed, and the next step. */
  bad(text: string, next: string): void {
    this.#show({ id: ++this.#last, tone: 'bad', text, next, undo: undefined });
  }

  /** Removes a message. */
  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
  }

  /** Removes all messages and shows no further ones. */
  end(): void {
    this.#ended = true;
    for (const { id } of this.#shown) this.dismiss(id);
    this.#told = '';
  }

  /** Keeps a message while the pointer rests on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  /** Starts a message's time again. */
  release({ id, tone, undo }: Toast): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), undo === undefined ? STAYS[tone] : STAYS.bad),
    );
  }

  #show(toast: Toast): void {
    if (this.#ended) return;
    // A message replaces one with the same text. A small window has room for only two.
    const others = this.#shown.filter(({ text }) => text !== toast.text).slice(-1);
    for (const gone of this.#shown) if (!others.includes(gone)) this.dismiss(gone.id);
    this.#shown = [...others, toast];
    this.release(toast);
  }
}
