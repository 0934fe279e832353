import type { AccountKey, EventName, FaultCode, Preferences, TrayWords } from '../ipc/generated/contract';
import type { HeadlessHost } from '../ipc/headless';
import type { Arguments, CommandName, Host, Result } from '../ipc/host';
import type { KeystoreState, Picture, ServerSays } from './given';

/** The surroundings of the program. */
export interface Around {
  clipboard: string | null;
  camera_on: boolean;
  seen: boolean;
  strip_shown: boolean;
  strip_account: AccountKey | null;
  tray: TrayWords | null;
  preferences: Preferences;
  /** Whether the keystore holds a device key of the vault. */
  keystore_key: boolean;
}

type Answers = { [K in CommandName]?: (args: Arguments<K>) => Result<K> | Promise<Result<K>> };

/** The program of a test, with answers that no real program gives. */
export class TestHost implements Host {
  readonly program: HeadlessHost;
  /** Every command that was called, in order. */
  readonly calls: CommandName[] = [];
  /** Commands that fail every time. They do not reach the program. */
  faults: Partial<Record<CommandName, FaultCode>>;
  /** Commands that the test answers in place of the program. */
  answers: Answers;
  /** Commands for whose answer `settle` does not wait. */
  readonly slow = new Set<CommandName>();
  readonly #held = new Map<CommandName, { gate: Promise<void>; open: () => void }>();
  #waiting = 0;
  #answered: () => void = () => {};

  constructor(program: HeadlessHost, faults: Partial<Record<CommandName, FaultCode>>, answers: Answers) {
    this.program = program;
    this.faults = faults;
    this.answers = answers;
  }

  async call<K extends CommandName>(name: K, args: Arguments<K>): Promise<Result<K>> {
    this.calls.push(name);
    const code = this.faults[name];
    if (code !== undefined) throw { code, message: 'a fault of the test' };
    const answer = this.answers[name];
    if (this.slow.has(name)) return await this.program.call(name, args);
    const held = this.#held.get(name);
    this.#waiting += 1;
    try {
      return await (answer === undefined ? this.program.call(name, args) : answer(args));
    } finally {
      this.#waiting -= 1;
      this.#answered();
      await held?.gate;
    }
  }

  on(event: EventName, callback: () => void): () => void {
    return this.program.on(event, callback);
  }

  /** Returns how often a command was called. */
  count(name: CommandName): number {
    return this.calls.filter((call) => call === name).length;
  }

  /** Whether nothing is on its way between page and program. */
  get quiet(): boolean {
    return this.#waiting === 0 && this.program.heard;
  }

  /** Waits for the next answer or message. */
  async next(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((answered) => (this.#answered = answered));
    else await this.program.hear();
  }

  /** Holds the answers of a command from now on. */
  hold(name: CommandName): void {
    let open = (): void => {};
    const gate = new Promise<void>((release) => (open = release));
    this.#held.set(name, { gate, open });
  }

  /** Lets the held answers go. */
  release(): void {
    for (const { open } of this.#held.values()) open();
    this.#held.clear();
  }

  /** Calls the listeners of an event, as if the program had sent it. */
  emit(event: EventName): void {
    this.program.emit(event);
  }

  /** Drops pictures on the window. */
  drop(...pictures: Picture[]): Promise<Around> {
    return this.program.control({ do: 'drop', pictures });
  }

  /** Puts pictures where the program looks next: files, screens, clipboard. */
  offer(...pictures: Picture[]): Promise<Around> {
    return this.program.control({ do: 'offer', pictures });
  }

  /** Shows a picture to the camera. */
  film(picture: Picture): Promise<Around> {
    return this.program.control({ do: 'film', picture });
  }

  /** Sets how the keystore behaves from now on. */
  keystore(state: KeystoreState): Promise<Around> {
    return this.program.control({ do: 'keystore', state });
  }

  /** Sets the answers of the time servers, and lets the program ask them. */
  servers(answers: ServerSays[]): Promise<Around> {
    return this.program.control({ do: 'servers', answers });
  }

  /** Sets the folder that the user will choose for backups; null if the user will cancel the dialog. */
  folder(backup: 'works' | 'fails' | null): Promise<Around> {
    return this.program.control({ do: 'folder', backup });
  }

  /** Sets whether the user cancels the dialogs that save a file. */
  cancelSaving(cancelled: boolean): Promise<Around> {
    return this.program.control({ do: 'saving', cancelled });
  }

  /** Sets whether the user says no in the system's dialog. */
  decline(declines: boolean): Promise<Around> {
    return this.program.control({ do: 'declining', declines });
  }

  /** Sets the result of the system's check of the person; null if the system has no such check. */
  presence(confirms: boolean | null): Promise<Around> {
    return this.program.control({ do: 'presence', confirms });
  }

  /** Locks the vault from the tray. */
  lockElsewhere(): Promise<Around> {
    return this.program.control({ do: 'lock_elsewhere' });
  }

  /** Changes preferences in another window. */
  setElsewhere(preferences: Partial<Preferences>): Promise<Around> {
    return this.program.control({ do: 'set_elsewhere', preferences });
  }

  /** Does everything that is due now. */
  tend(): Promise<Around> {
    return this.program.control({ do: 'tend' });
  }

  /** Returns the surroundings of the program. */
  look(): Promise<Around> {
    return this.program.control({ do: 'look' });
  }
}
