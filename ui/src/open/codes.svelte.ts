import { SvelteMap } from 'svelte/reactivity';

import type { AccountKey, CodeView, CopiedView, Fault } from '../ipc/generated/contract';
import { toFault, type Host } from '../ipc/host';
import { Countdown, type Clock, type Moment } from './clock.svelte';

/** A code on the screen. */
export interface ShownCode {
  readonly digits: string;
  /** A counter's code has no end. Its period is 0. */
  readonly runs: Countdown;
  /** The next code; `undefined` until the last seconds of this one. */
  readonly next: string | undefined;
}

/** A code that is shown for one more period after its own. */
export interface OldCode {
  readonly digits: string;
  readonly endsAt: Moment;
}

/** The code in the clipboard. */
export interface Copied {
  readonly account: AccountKey;
  readonly endsAt: Moment;
  /** Whether the copy is made only when the current code ends. */
  readonly waits: boolean;
  /** Whether the code's period is over. */
  readonly before: boolean;
}

/** The user's settings for codes. They are read at each use. */
export interface CodeWishes {
  /** Whether an account with a PIN goes on showing codes after the PIN was typed. */
  goesOn(account: AccountKey): boolean;
  /** Whether a code stays readable for one more period. */
  hold(): boolean;
  /** Whether the next code is shown. */
  next(): boolean;
  /** Called after the program has copied a code at the turn, with the time for which the code is valid. */
  turned(account: AccountKey, periodMs: number): void;
}

/** The last part of a period, in which the next code is loaded: milliseconds. */
const SOON = 10_000;

/** Holds the codes on the screen. A code goes when its period ends, unless the user has set that it stays for one more. */
export class Codes {
  #host: Host;
  #clock: Clock;
  #wishes: CodeWishes;
  #shown = new SvelteMap<AccountKey, ShownCode>();
  #old = new SvelteMap<AccountKey, OldCode>();
  #faults = new SvelteMap<AccountKey, Fault>();
  #unwatch = new Map<AccountKey, () => void>();
  #unwatchOld = new Map<AccountKey, () => void>();
  #followed = new Set<AccountKey>();
  /** The accounts whose codes are requested in this moment, each with a function that says whether the code is still wanted. */
  #asking = new Map<AccountKey, () => boolean>();
  /** Counter accounts whose next code is on its way. */
  #counting = new Set<AccountKey>();
  #copied = $state.raw<Copied | undefined>(undefined);
  #unwatchCopied: () => void = () => {};
  /** Counts the refreshes. A code that was requested before the last one is dropped. */
  #refreshes = 0;

  constructor(host: Host, clock: Clock, wishes: CodeWishes) {
    this.#host = host;
    this.#clock = clock;
    this.#wishes = wishes;
    clock.onjump(() => this.refresh());
  }

  /** The code of an account, while it is the current one. The tick that ends its period removes it. */
  get(account: AccountKey): ShownCode | undefined {
    return this.#shown.get(account);
  }

  /** The previous code of an account, while it is still shown. */
  old(account: AccountKey): OldCode | undefined {
    const code = this.#old.get(account);
    return code !== undefined && code.endsAt > this.#clock.now ? code : undefined;
  }

  /** The reason why an account shows no code, unless it needs its PIN. */
  fault(account: AccountKey): Fault | undefined {
    return this.#faults.get(account);
  }

  /** Shows a code until its period ends. */
  put(view: CodeView): void {
    const { account, digits, period_ms: periodMs, remaining_ms: remaining, next } = view;
    const endsAt = periodMs === 0 ? Infinity : this.#clock.in(remaining);
    this.#show(account, { digits, runs: this.#countdown(endsAt, periodMs), next: next ?? undefined });
  }

  #show(account: AccountKey, code: ShownCode): void {
    this.#forget(account);
    this.#faults.delete(account);
    const { runs, next } = code;
    if (runs.periodMs > 0) {
      const watches = [this.#clock.count(runs, () => this.#end(account))];
      const soon = runs.endsAt - SOON;
      if (next === undefined && soon > performance.now()) watches.push(this.#clock.alarm(soon, () => this.#soon(account)));
      this.#unwatch.set(account, () => watches.forEach((unwatch) => unwatch()));
    }
    // The watch is set before the code is shown, so that the clock has ticked when the code is drawn.
    this.#shown.set(account, code);
  }

  /** Returns the countdown of a period. Codes with the same period and the same end share one. */
  #countdown(endsAt: Moment, periodMs: number): Countdown {
    const same = ({ runs }: ShownCode) => runs.endsAt === endsAt && runs.periodMs === periodMs;
    return [...this.#shown.values()].find(same)?.runs ?? new Countdown(this.#clock, endsAt, periodMs);
  }

  /** Shows the codes of an account that needs no PIN, one after another. Returns a function that stops this. */
  follow(account: AccountKey): () => void {
    this.#followed.add(account);
    this.fetch(account);
    return () => {
      this.#followed.delete(account);
      this.drop(account);
    };
  }

  /** The code that was copied last, while a server may still accept it. */
  get copied(): Copied | undefined {
    return this.#copied;
  }

  /** Copies the code of an account. Rejects with a fault. */
  async copy(account: AccountKey): Promise<CopiedView> {
    const refreshes = this.#refreshes;
    const copied = await this.#host.call('code_copy', { account });
    if (refreshes !== this.#refreshes) return copied;
    this.put(copied.code);
    this.#noteCopy(copied);
    return copied;
  }

  /** Shows the next code of a counter account. Does nothing while one is on its way. Rejects with a fault. */
  async next(account: AccountKey): Promise<void> {
    if (this.#counting.has(account)) return;
    this.#counting.add(account);
    const refreshes = this.#refreshes;
    try {
      const view = await this.#host.call('code_next', { account });
      if (refreshes !== this.#refreshes) return;
      this.put(view);
      if (this.#copied?.account === account) this.#copied = { ...this.#copied, before: true };
    } finally {
      this.#counting.delete(account);
    }
  }

  /** Closes an account that stays open. Rejects with a fault. */
  async close(account: AccountKey): Promise<void> {
    await this.#host.call('code_close', { account });
    this.drop(account);
  }

  /** Drops the codes of counter accounts when the user leaves the list. */
  leave(): void {
    for (const [account, { runs }] of [...this.#shown]) if (runs.periodMs === 0) this.#forget(account);
  }

  /** Loads the code of a followed account. */
  fetch(account: AccountKey): void {
    this.#ask(account, () => this.#followed.has(account));
  }

  /** Shows the code of an account with a PIN if the account is open. If it is not, no fault is shown. */
  look(account: AccountKey): void {
    this.#ask(account, () => true);
  }

  /** Removes the codes of an account that was closed, or bound again with another secret. */
  drop(account: AccountKey): void {
    this.#forget(account);
    this.#forgetOld(account);
    this.#faults.delete(account);
  }

  /** Loads all codes again, because the time of codes has changed. */
  refresh(): void {
    // For an account with a PIN the program gives a code only if its last one is still current or the account is still open.
    const accounts = [...this.#shown].filter(([, { runs }]) => runs.periodMs > 0).map(([account]) => account);
    const held = [...this.#faults].filter(([, { code }]) => code === 'clock_went_back').map(([account]) => account);
    this.#takeAway(accounts);
    for (const account of held) this.#faults.delete(account);
    // Followed accounts whose answer is on its way are loaded again too, because that answer is dropped.
    for (const account of new Set([...accounts, ...held, ...this.#followed])) this.#goOn(account);
  }

  /** Loads the next code in the last seconds of a code, if the user wants it. */
  #soon(account: AccountKey): void {
    if (this.#wishes.next() && this.#goesOn(account)) this.#goOn(account);
  }

  /** Ends a code whose period is over. */
  #end(account: AccountKey): void {
    const code = this.#shown.get(account);
    const turned = code && this.#turned(account, code);
    if (turned === undefined) this.#forget(account);
    else this.#show(account, turned);
    if (code !== undefined && this.#wishes.hold()) this.#hold(account, code);
    if (turned === undefined && this.#goesOn(account)) this.#goOn(account);
  }

  /**
   * Returns the announced next code, which is the current one after the turn. It needs no call, and only the digits are drawn
   * again. `undefined` for an account with a PIN, which may have been closed since, and after a sleep of the machine.
   */
  #turned(account: AccountKey, { runs: { periodMs, endsAt: ended }, next }: ShownCode): ShownCode | undefined {
    const endsAt = ended + periodMs;
    if (next === undefined || !this.#followed.has(account) || this.#clock.left(endsAt) === 0) return undefined;
    return { digits: next, runs: this.#countdown(endsAt, periodMs), next: undefined };
  }

  #goesOn(account: AccountKey): boolean {
    return this.#followed.has(account) || this.#wishes.goesOn(account);
  }

  #goOn(account: AccountKey): void {
    if (this.#followed.has(account)) this.fetch(account);
    else this.look(account);
  }

  /** Loads a code, together with all others of the same moment, so that one call brings them all and the page is drawn once. */
  #ask(account: AccountKey, wanted: () => boolean): void {
    if (this.#asking.size === 0) queueMicrotask(() => void this.#askAll());
    this.#asking.set(account, wanted);
  }

  async #askAll(): Promise<void> {
    const asking = this.#asking;
    if (asking.size === 0) return;
    this.#asking = new Map();
    const refreshes = this.#refreshes;
    const stands = (account: AccountKey) => refreshes === this.#refreshes && asking.get(account)?.() === true;
    const failed = (account: AccountKey, fault: Fault) => {
      // A closed account shows a button instead of a fault.
      if (stands(account) && fault.code !== 'pin_needed') this.#faults.set(account, fault);
    };
    try {
      for (const answer of await this.#host.call('codes_show', { accounts: [...asking.keys()] })) {
        if (answer.kind === 'fault') failed(answer.account, answer.fault);
        else if (stands(answer.code.account)) this.put(answer.code);
      }
    } catch (reason) {
      for (const account of asking.keys()) failed(account, toFault(reason));
    }
  }

  #hold(account: AccountKey, { digits, runs: { periodMs, endsAt: ended } }: ShownCode): void {
    this.#forgetOld(account);
    const endsAt = ended + periodMs;
    this.#old.set(account, { digits, endsAt });
    this.#unwatchOld.set(
      account,
      this.#clock.watch(endsAt, () => this.#forgetOld(account)),
    );
  }

  /** Notes a copy. Most servers accept a code for one more period (RFC 6238 §5.2), so the note stays for that time. */
  #noteCopy({ code: { account, period_ms: periodMs, remaining_ms: remaining }, waits }: CopiedView): void {
    this.#unwatchCopied();
    this.#unwatchCopied = () => {};
    if (periodMs === 0) {
      this.#copied = { account, endsAt: Infinity, waits: false, before: false };
      return;
    }
    const endsAt = this.#clock.in(remaining);
    if (!waits) {
      this.#holds(account, endsAt, periodMs);
      return;
    }
    this.#copied = { account, endsAt, waits, before: false };
    this.#unwatchCopied = this.#clock.watch(endsAt, () => {
      this.#holds(account, endsAt + periodMs, periodMs);
      this.#wishes.turned(account, periodMs);
    });
  }

  /** Notes that the clipboard contains a code that is current until `endsAt`. */
  #holds(account: AccountKey, endsAt: Moment, periodMs: number): void {
    const copied = { account, endsAt, waits: false, before: false };
    this.#copied = copied;
    this.#unwatchCopied = this.#clock.watch(endsAt, () => {
      this.#copied = { ...copied, before: true };
      this.#unwatchCopied = this.#clock.watch(endsAt + periodMs, () => (this.#copied = undefined));
    });
  }

  #takeAway(accounts: readonly AccountKey[]): void {
    this.#refreshes += 1;
    this.#asking.clear();
    for (const account of accounts) this.#forget(account);
    for (const account of [...this.#old.keys()]) this.#forgetOld(account);
    this.#unwatchCopied();
    this.#copied = undefined;
  }

  #forget(account: AccountKey): void {
    this.#unwatch.get(account)?.();
    this.#unwatch.delete(account);
    this.#shown.delete(account);
  }

  #forgetOld(account: AccountKey): void {
    this.#unwatchOld.get(account)?.();
    this.#unwatchOld.delete(account);
    this.#old.delete(account);
  }
}
