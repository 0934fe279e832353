import type { Fault, FaultCode } from '../ipc/generated/contract';
import { toFault } from '../ipc/host';
import { faultWords } from '../text/faults';
import type { FaultWords } from '../text/en';
import type { Locale } from '../text/locale';
import { Task } from './task.svelte';
import { Toasts } from './toasts.svelte';

/**
 * What the user is told, from one lock to the next.
 *
 * They name accounts, so the window takes new ones when the vault is locked. An answer that comes later is told to the old ones,
 * which show nothing any more.
 */
export class Messages {
  readonly toasts = new Toasts();
  #locale: () => Locale;
  #onclosed: () => void;
  #ended = false;

  /** `onclosed` is called when the program says that it has no open vault. */
  constructor(locale: () => Locale, onclosed: () => void) {
    this.#locale = locale;
    this.#onclosed = onclosed;
  }

  /** Does what the user asked for, and tells a fault in a short message. */
  attempt(act: () => Promise<void>): void {
    act().catch((reason: unknown) => this.tell(toFault(reason)));
  }

  /** Makes a task: something that a page does, and whose faults it shows itself. */
  task(): Task {
    return new Task((fault) => this.tell(fault));
  }

  /** Tells a fault in a short message. */
  tell(fault: Fault): void {
    if (this.#ended) return;
    if (fault.code === 'vault_closed') {
      this.#onclosed();
      return;
    }
    const { headline, next } = this.words(fault.code);
    this.toasts.bad(headline, fault.code === 'internal' ? `${next} (${fault.message})` : next);
  }

  /** Gives the words of a fault. */
  words(code: FaultCode): FaultWords {
    return faultWords(this.#locale().text, code);
  }

  /** Takes all messages away and shows no further ones. */
  end(): void {
    this.#ended = true;
    this.toasts.end();
  }
}
