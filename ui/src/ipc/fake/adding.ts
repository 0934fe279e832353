import type { WaitingView, ReadingView } from '../generated/contract';
import { FakeAccount, type FakeAccountSeed } from './account';
import type { FakeAccounts } from './accounts';
import { faultOf } from './fault';
import type { Handlers } from './handlers';
import type { FakeIntake, Held } from './intake';
import type { FakeSession } from './session';
import type { FakeSetting } from './setting';
import { judge } from './typed';
import type { FakeVault } from './vault';

/** Where accounts come from: files, screens, texts and typing; and the binding of what was read. */
export class FakeAdding {
  readonly #setting: Pick<FakeSetting, 'pictures' | 'files'>;
  readonly #session: FakeSession;
  readonly #vault: FakeVault;
  readonly #accounts: FakeAccounts;
  readonly #intake: FakeIntake;
  readonly #progress: () => void;
  #reading: ReadingView = { done: 0, total: 0 };
  #stopped = false;

  /** `progress` is told when the reading of files went on. */
  constructor(
    setting: Pick<FakeSetting, 'pictures' | 'files'>,
    session: FakeSession,
    vault: FakeVault,
    accounts: FakeAccounts,
    intake: FakeIntake,
    progress: () => void,
  ) {
    this.#setting = setting;
    this.#session = session;
    this.#vault = vault;
    this.#accounts = accounts;
    this.#intake = intake;
    this.#progress = progress;
  }

  readonly handlers = {
    files_choose: async () => {
      this.#session.open();
      await this.#readFiles();
      return this.#next();
    },
    reading: () => this.#reading,
    reading_stop: () => {
      this.#stopped = true;
      return null;
    },
    paste: () => this.#next(),
    screen_whole: () => this.#next(),
    screen_region: () => this.#next(),
    text_take: () => this.#next(),
    typed_preview: ({ typed }) => {
      this.#session.open();
      const fault = judge(typed);
      if (fault !== undefined) return fault;
      const { issuer, name, digits, codes } = typed;
      const account = new FakeAccount({ issuer, number: name, digits, codes, ...periodOf(codes) });
      const { period_ms, remaining_ms, ...code } = codes.kind === 'counter' ? account.next() : account.code();
      return { kind: 'code', digits: code.digits, period_ms, remaining_ms };
    },
    typed_take: ({ typed }) => {
      this.#session.open();
      if (judge(typed) !== undefined) throw faultOf('typed_refused');
      const { issuer, name: number, algorithm, digits, codes } = typed;
      this.#intake.take({ kind: 'plain', issuer: issuer === '' ? null : issuer, number, algorithm, digits, codes });
      return this.#intake.view();
    },
    intake: () => {
      this.#session.open();
      return this.#intake.view();
    },
    found_open: ({ index }) => {
      this.#session.open();
      return this.#intake.openFound(index);
    },
    found_bind: ({ indices }) => {
      this.#intake.eachFound(indices, (held) => this.#bindFound(held));
      return { bound: indices.length };
    },
    bind_plain: () => {
      const { held } = this.#intake;
      if (held.kind !== 'plain') throw faultOf('stale');
      return this.#bind(seedOf(held));
    },
    bind_further: () => this.register({ pin: '', role: 'sub', unsynced: true, byEye: true }),
    bind_transfer: () => {
      const { held } = this.#intake;
      if (held.kind !== 'transfer' || this.#intake.view().kind !== 'transfer') throw faultOf('registration_expired');
      const { issuer, number, support, activation, pin } = held;
      const bound = this.#accounts.bound(issuer, number);
      if (bound === undefined) {
        return this.#bind({ issuer, number, support, activation, pin, role: 'sub', unsynced: true });
      }
      this.#vault.change();
      bound.seed.pin = pin;
      bound.seed.byEye = false;
      bound.unsynced = true;
      bound.openedMs = undefined;
      this.#intake.bound();
      return { account: bound.id };
    },
  } satisfies Partial<Handlers>;

  /** Binds the registration that waits, in the place of one of the same number. */
  register(seed: Omit<FakeAccountSeed, 'issuer' | 'number' | 'support' | 'activation'>): { account: string } {
    const { issuer, number, support, activation } = this.#intake.registration();
    this.#accounts.replace(issuer, number);
    return this.#bind({ issuer, number, support, activation, ...seed });
  }

  #bind(seed: FakeAccountSeed): { account: string } {
    const account = this.#accounts.bind(seed);
    this.#intake.bound();
    return { account: account.id };
  }

  #bindFound(held: Held | undefined): void {
    if (held?.kind === 'plain') {
      this.#bind(seedOf(held));
    } else if (held?.kind === 'transfer') {
      const { issuer, number, support, activation, pin } = held;
      this.#bind({ issuer, number, support, activation, pin, role: 'sub', unsynced: true });
    } else {
      throw faultOf('stale');
    }
  }

  /** Reads what comes next. */
  #next(): WaitingView {
    this.#session.open();
    const [picture = { kind: 'nothing' } as const, ...rest] = this.#setting.pictures;
    if (rest.length > 0) this.#setting.pictures = rest;
    if (picture.kind !== 'nothing') this.#intake.take(picture);
    return this.#intake.view();
  }

  async #readFiles(): Promise<void> {
    const { count, eachMs } = this.#setting.files;
    this.#stopped = false;
    for (let done = 0; done < count && !this.#stopped; done += 1) {
      this.#reading = { done, total: count };
      this.#progress();
      if (eachMs > 0) await new Promise((read) => setTimeout(read, eachMs));
    }
    this.#reading = { done: 0, total: 0 };
    this.#progress();
  }
}

function periodOf(codes: Extract<WaitingView, { kind: 'plain' }>['codes']): { periodS?: number } {
  return codes.kind === 'time' ? { periodS: codes.period_s } : {};
}

function seedOf({ issuer, number, algorithm, digits, codes }: Extract<WaitingView, { kind: 'plain' }>): FakeAccountSeed {
  return { issuer, number, algorithm, digits, codes, ...periodOf(codes) };
}
