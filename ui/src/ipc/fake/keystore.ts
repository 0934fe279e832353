import type { FaultCode } from '../generated/contract';

/** How the system's keystore behaves. */
export interface FakeKeystoreSetting {
  /** Its name; none where the vault has no key in a keystore. */
  name: string | null;
  /** What it says instead of giving the key. */
  fault?: FaultCode;
  /** How long it takes to answer, in milliseconds; without an end where it waits for a prompt that nobody answers. */
  delayMs?: number;
}

/** The system's keystore. */
export class FakeKeystore {
  name: string | null;
  fault: FaultCode | undefined;
  readonly #delayMs: number;
  #giveUp: (() => void) | undefined;

  constructor({ name, fault, delayMs = 0 }: FakeKeystoreSetting) {
    this.name = name;
    this.fault = fault;
    this.#delayMs = delayMs;
  }

  /** Asks for the vault's key: nothing when it came, otherwise why not. */
  async ask(): Promise<FaultCode | undefined> {
    if (this.#delayMs > 0 && !(await this.#answers())) return 'keystore_slow';
    return this.fault;
  }

  /** Ends the wait of whoever waits. */
  giveUp(): void {
    this.#giveUp?.();
  }

  #answers(): Promise<boolean> {
    return new Promise((answer) => {
      const timer = Number.isFinite(this.#delayMs) ? setTimeout(() => answer(true), this.#delayMs) : undefined;
      this.#giveUp = () => {
        clearTimeout(timer);
        answer(false);
      };
    });
  }
}
