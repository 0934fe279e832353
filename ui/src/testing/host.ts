import type { AccountKey, EventName, FaultCode, Preferences, TrayWords } from '../ipc/generated/contract';
import type { HeadlessHost } from '../ipc/headless';
import type { Arguments, CommandName, Host, Result } from '../ipc/host';
import type { KeystoreState, Picture, ServerSays } from './given';

/** What lies around the program. */
export interface Around {
  clipboard: string | null;
  camera_on: boolean;
  seen: boolean;
  strip_shown: boolean;
  strip_account: AccountKey | null;
  tray: TrayWords | null;
  preferences: Preferences;
  /** Whether the keystore has a device key of the vault. */
  keystore_key: boolean;
  /** How often the system’s dialog has asked. */
  dialogs: number;
}

type Answers = { [K in CommandName]?: (args: Arguments<K>) => Result<K> | Promise<Result<K>> };

/** The program, with what a test does to it and what no program can be brought to say. */
export class TestHost implements Host {
  readonly program: HeadlessHost;
  /** Every command that was called, in order. */
  readonly calls: CommandName[] = [];
  /** Commands that fail, each time, until the setting says otherwise. The program does not hear of them. */
  faults: Partial<Record<CommandName, FaultCode>>;
  /** Commands that are answered in the program's place. */
  answers: Answers;
  /** Commands whose answer is not waited for. */
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

  /** How often a command was called. */
  count(name: CommandName): number {
    return this.calls.filter((call) => call === name).length;
  }

  /** Whether nothing is on its way between page and program. */
  get quiet(): boolean {
    return this.#waiting === 0 && this.program.heard;
  }

  /** Waits until an answer or a message has come. */
  async next(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((answered) => (this.#answered = answered));
    else await this.program.hear();
  }

  /** Holds the answers of a command back from now on. */
  hold(name: CommandName): void {
    let open = (): void => {};
    const gate = new Promise<void>((release) => (open = release));
    this.#held.set(name, { gate, open });
  }

  /** Lets the answers go that were held back. */
  release(): void {
    for (const { open } of this.#held.values()) open();
    this.#held.clear();
  }

  /** Calls back on an event, as if the program had sent it. */
  emit(event: EventName): void {
    this.program.emit(event);
  }

  /** Drops pictures on the window. */
  drop(...pictures: Picture[]): Promise<Around> {
    return this.program.control({ do: 'drop', pictures });
  }

  /** Has the next files, screens and clipboards hold these pictures. */
  offer(...pictures: Picture[]): Promise<Around> {
    return this.program.control({ do: 'offer', pictures });
  }

  /** Shows the camera a picture. */
  film(picture: Picture): Promise<Around> {
    return this.program.control({ do: 'film', picture });
  }

  /** Has the keystore behave like this from now on. */
  keystore(state: KeystoreState): Promise<Around> {
    return this.program.control({ do: 'keystore', state });
  }

  /** Has the time servers give these answers, and the program ask them. */
  servers(answers: ServerSays[]): Promise<Around> {
    return this.program.control({ do: 'servers', answers });
  }

  /** Sets the folder that is chosen next for copies; nothing when the dialog is cancelled. */
  folder(backup: 'works' | 'fails' | null): Promise<Around> {
    return this.program.control({ do: 'folder', backup });
  }

  /** Whether the dialogs that save a file are cancelled. */
  cancelSaving(cancelled: boolean): Promise<Around> {
    return this.program.control({ do: 'saving', cancelled });
  }

  /** Whether the user says no when the system’s dialog asks. */
  decline(declines: boolean): Promise<Around> {
    return this.program.control({ do: 'declining', declines });
  }

  /** Has the system’s check of the person say this from now on; `null` where there is none. */
  presence(confirms: boolean | null): Promise<Around> {
    return this.program.control({ do: 'presence', confirms });
  }

  /** Locks the vault from the tray. */
  lockElsewhere(): Promise<Around> {
    return this.program.control({ do: 'lock_elsewhere' });
  }

  /** Sets preferences in another window. */
  setElsewhere(preferences: Partial<Preferences>): Promise<Around> {
    return this.program.control({ do: 'set_elsewhere', preferences });
  }

  /** Does what is due by now. */
  tend(): Promise<Around> {
    return this.program.control({ do: 'tend' });
  }

  /** What lies around the program. */
  look(): Promise<Around> {
    return this.program.control({ do: 'look' });
  }
}
