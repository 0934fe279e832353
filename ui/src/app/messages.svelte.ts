import type { Fault, FaultCode } from '../ipc/generated/contract';
import { toFault } from '../ipc/host';
import { faultWords } from '../text/faults';
import type { FaultWords } from '../text/en';
import type { Locale } from '../text/locale';
import { Task } from './task.svelte';
import { Toasts } from './toasts.svelte';

/**
 * Holds the messages to the user, from one lock to the next.
 *
 * They name accounts, so the window replaces them at a lock. A late answer goes to the old ones, which are no longer shown.
 */
export class Messages {
  readonly toasts = new Toasts();
  #locale: () => Locale;
  #onclosed: () => void;
  #ended = false;

  /** `onclosed` is called when the program reports that no vault is open. */
  constructor(locale: () => Locale, onclosed: () => void) {
    this.#locale = locale;
    this.#onclosed = onclosed;
  }

  /** Does an action of the user. A fault becomes a short message. */
  attempt(act: () => Promise<void>): void {
    act().catch((reason: unknown) => this.tell(toFault(reason)));
  }

  /** Makes a task. Its page shows its faults. */
  task(): Task {
    return new Task((fault) => this.tell(fault));
  }

  /** Shows a fault in a short message. */
  tell(fault: Fault): void {
    if (this.#ended) return;
    if (fault.code === 'vault_closed') {
      this.#onclosed();
      return;
    }
    const { headline, next } = this.words(fault.code);
    this.toasts.bad(headline, fault.code === 'internal' ? `${next} (${fault.message})` : next);
  }

  /** Returns the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.#locale().text, code);
  }

  /** Removes all messages and shows no further ones. */
  end(): void {
    this.#ended = true;
    this.toasts.end();
  }
}
