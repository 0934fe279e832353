import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, CodeView, CopiedView, Fault } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import type { Clock, Moment } from './clock.svelte';

/** A code while it is shown. */
export interface ShownCode {
  readonly digits: string;
  /** 0 for a counter's, which has no end of its own. */
  readonly periodMs: number;
  readonly endsAt: Moment;
}

/** The code that the last copy put into the clipboard. */
export interface Copied {
  readonly account: AccountKey;
  readonly endsAt: Moment;
  /** Whether another code has taken its place. */
  readonly before: boolean;
}

/** The codes on the screen, each until its period ends and not a tick longer. */
export class Codes {
  #host: Host;
  #clock: Clock;
  #shown = new SvelteMap<AccountKey, ShownCode>();
  #faults = new SvelteMap<AccountKey, Fault>();
  #unwatch = new Map<AccountKey, () => void>();
  #followed = new Set<AccountKey>();
  /** Counter accounts whose next code is on its way. */
  #asked = new Set<AccountKey>();
  #copied = $state.raw<Copied | undefined>(undefined);
  #unwatchCopied: () => void = () => {};
  /** Counts how often all were taken away: what was asked for before that is not shown any more. */
  #cleared = 0;

  constructor(host: Host, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
    clock.onjump(() => this.refresh());
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
    const endsAt = periodMs === 0 ? Infinity : this.#clock.in(remaining);
    this.#shown.set(account, { digits, periodMs, endsAt });
    if (periodMs === 0) return;
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

  /** The code that was copied last, as long as it may still be of use. */
  get copied(): Copied | undefined {
    return this.#copied;
  }

  /** Copies the code of an account. Rejects with a fault. */
  async copy(account: AccountKey): Promise<CopiedView> {
    const cleared = this.#cleared;
    const copied = await this.#host.call('code_copy', { account });
    if (cleared !== this.#cleared) return copied;
    this.put(copied.code);
    this.#noteCopy(copied.code);
    return copied;
  }

  /** Shows the next code of a counter account, one for each time it is asked. Rejects with a fault. */
  async next(account: AccountKey): Promise<void> {
    if (this.#asked.has(account)) return;
    this.#asked.add(account);
    const cleared = this.#cleared;
    try {
      const view = await this.#host.call('code_next', { account });
      if (cleared !== this.#cleared) return;
      this.put(view);
      if (this.#copied?.account === account) this.#copied = { ...this.#copied, before: true };
    } finally {
      this.#asked.delete(account);
    }
  }

  /** The list was left: the codes of counters are not for the next time. */
  leave(): void {
    for (const [account, { periodMs }] of [...this.#shown]) if (periodMs === 0) this.#forget(account);
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

  /** Takes the code of an account away: it was bound anew, with another secret. */
  drop(account: AccountKey): void {
    this.#forget(account);
  }

  /** Takes all codes away. */
  clear(): void {
    this.#cleared += 1;
    for (const account of [...this.#shown.keys()]) this.#forget(account);
    this.#faults.clear();
    this.#unwatchCopied();
    this.#copied = undefined;
  }

  /** The clock was set, or is corrected otherwise than before: asks anew what is current. */
  refresh(): void {
    const accounts = [...this.#shown].filter(([, { periodMs }]) => periodMs > 0).map(([account]) => account);
    this.#cleared += 1;
    for (const account of accounts) this.#forget(account);
    this.#unwatchCopied();
    this.#copied = undefined;
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

  /** Most servers take a code for one more period (RFC 6238 §5.2): so long it is worth telling what the clipboard has. */
  #noteCopy({ account, period_ms: periodMs, remaining_ms: remaining }: CodeView): void {
    this.#unwatchCopied();
    this.#unwatchCopied = () => {};
    if (periodMs === 0) {
      this.#copied = { account, endsAt: Infinity, before: false };
      return;
    }
    const endsAt = this.#clock.in(remaining);
    const copied = { account, endsAt, before: false };
    this.#copied = copied;
    this.#unwatchCopied = this.#clock.watch(endsAt, () => {
      this.#copied = { ...copied, before: true };
      this.#unwatchCopied = this.#clock.watch(endsAt + periodMs, () => (this.#copied = undefined));
    });
  }

  #forget(account: AccountKey): void {
    this.#unwatch.get(account)?.();
    this.#unwatch.delete(account);
    this.#shown.delete(account);
  }
}
