import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, CodeView, Fault } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';

/** A code while it is shown. */
export interface ShownCode {
  readonly digits: string;
  readonly periodMs: number;
  readonly endsAt: Moment;
}

/** The codes on the screen, each until its period ends and not a tick longer. */
export class Codes {
  #host: Host;
  #clock: Clock;
  #shown = new SvelteMap<AccountKey, ShownCode>();
  #faults = new SvelteMap<AccountKey, Fault>();
  #unwatch = new Map<AccountKey, () => void>();
  #followed = new Set<AccountKey>();
  /** Counts how often all were taken away: what was asked for before that is not shown any more. */
  #cleared = 0;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    clock.onjump(() => this.#refresh());
  }

  /** The code of an account, while it is the current one. */
  get(account: AccountKey): ShownCode | undefined {
    const code = this.#shown.get(account);
    return code !== undefined && code.endsAt > this.#clock.now ? code : undefined;
  }

  /** Why a followed account shows no code. */
  fault(account: AccountKey): Fault | undefined {
    return this.#faults.get(account);
  }

  /** Shows a code until its period ends. */
  put(view: CodeView): void {
    const { account, digits, period_ms: periodMs, remaining_ms: remaining } = view;
    this.#forget(account);
    this.#faults.delete(account);
    const endsAt = this.#clock.in(remaining);
    this.#shown.set(account, { digits, periodMs, endsAt });
    this.#unwatch.set(
      account,
      this.#clock.watch(endsAt, () => {
        this.#forget(account);
        if (this.#followed.has(account)) void this.fetch(account);
      }),
    );
  }

  /** Shows the codes of an account that needs no PIN, one after another, until the function it gives is called. */
  follow(account: AccountKey): () => void {
    this.#followed.add(account);
    void this.fetch(account);
    return () => {
      this.#followed.delete(account);
      this.#forget(account);
      this.#faults.delete(account);
    };
  }

  /** Asks for the code of a followed account once. */
  async fetch(account: AccountKey): Promise<void> {
    try {
      const view = await this.#host.call('code_show', { account });
      if (this.#followed.has(account)) this.put(view);
    } catch (reason) {
      if (this.#followed.has(account)) this.#faults.set(account, toFault(reason));
    }
  }

  /** Takes all codes away. */
  clear(): void {
    this.#cleared += 1;
    for (const account of [...this.#shown.keys()]) this.#forget(account);
    this.#faults.clear();
  }

  /** The clock was set: asks anew what is current. */
  #refresh(): void {
    const accounts = [...this.#shown.keys()];
    this.clear();
    const cleared = this.#cleared;
    for (const account of accounts) {
      // Codes that were shown for a PIN come back only if the program still holds them to be current.
      const asked = this.#host.call('code_show', { account });
      asked.then(
        (view) => {
          if (cleared === this.#cleared) this.put(view);
        },
        (reason: unknown) => {
          if (this.#followed.has(account)) this.#faults.set(account, toFault(reason));
        },
      );
    }
  }

  #forget(account: AccountKey): void {
    this.#unwatch.get(account)?.();
    this.#unwatch.delete(account);
    this.#shown.delete(account);
  }
}
