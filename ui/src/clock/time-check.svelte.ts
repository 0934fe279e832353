import type { ClockStanding, ClockView } from '../ipc/generated/contract';
import type { Host } from '../ipc/host';

/** How the machine's clock stands against the time servers. Every change rejects with a fault. */
export class TimeCheck {
  #host: Host;
  #oncorrection: () => void;
  #view = $state.raw<ClockView | undefined>(undefined);
  /** Counts what was learned: an answer that was overtaken is not for the page. */
  #learned = 0;

  /** What the user has to say something about; `undefined` where all is said. */
  readonly asks: Extract<ClockStanding, { kind: 'far' | 'disagree' }> | undefined = $derived.by(() => {
    const standing = this.#view?.standing;
    if (standing?.kind !== 'far' && standing?.kind !== 'disagree') return undefined;
    return standing.declined ? undefined : standing;
  });

  /** `oncorrection` is called when codes are corrected otherwise than before. */
  constructor(host: Host, oncorrection: () => void) {
    this.#host = host;
    this.#oncorrection = oncorrection;
  }

  /** How it stands; `undefined` before the program has said so. */
  get view(): ClockView | undefined {
    return this.#view;
  }

  /** Asks how it stands. */
  async load(): Promise<void> {
    await this.#take(this.#host.call('clock_view', {}));
  }

  /** Has the time servers asked now. */
  async check(): Promise<void> {
    await this.#take(this.#host.call('clock_check', {}));
  }

  /** Whether codes are corrected where the clock is far off or the servers disagree. */
  async agree(correct: boolean): Promise<void> {
    await this.#take(this.#host.call('clock_agree', { correct }));
  }

  /** Whether time servers are asked, and which; none stands for the program's own list. */
  async set(on: boolean, servers: string[]): Promise<void> {
    await this.#take(this.#host.call('clock_set', { on, servers }));
  }

  async #take(asked: Promise<ClockView>): Promise<void> {
    const learned = ++this.#learned;
    const view = await asked;
    if (learned !== this.#learned) return;
    const before = this.#view;
    this.#view = view;
    if (before !== undefined && correction(before) !== correction(view)) this.#oncorrection();
  }
}

/** By how much codes are corrected, in milliseconds. */
function correction({ standing }: ClockView): number {
  return standing.kind === 'right' || standing.kind === 'corrected' ? standing.offset_ms : 0;
}
