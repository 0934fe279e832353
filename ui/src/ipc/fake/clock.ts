import type { ClockStanding, ClockView, ServerAnswer, ServerView } from '../generated/contract';

/** How the clock of a fake begins. */
export interface FakeClockSetting {
  /** Servers' time less the machine's, in milliseconds. */
  offsetMs: number;
  /** What each server says in the order of their names; the offset where nothing is said. */
  answers?: ServerAnswer[];
  /** Whether nothing was asked yet. */
  waiting?: boolean;
  on?: boolean;
}

const USUAL = ['time.cloudflare.com', 'time.google.com', 'stdtime.gov.hk', 'pool.ntp.org'];
/** What still counts as right, and from where on the user is asked: milliseconds. */
const RIGHT = 2000;
const FAR = 600_000;

/** The comparison with time servers, as the program makes it. */
export class FakeClock {
  readonly setting: FakeClockSetting;
  #on: boolean;
  #own: string[] = [];
  #agreed: boolean | undefined;
  #checkedMs: number | null = null;

  constructor(setting: FakeClockSetting) {
    this.setting = setting;
    this.#on = setting.on ?? true;
    if (this.#on && setting.waiting !== true) this.check();
  }

  check(): void {
    if (this.#on) this.#checkedMs = Date.now();
  }

  agree(correct: boolean): void {
    this.#agreed = correct;
  }

  set(on: boolean, servers: string[]): void {
    this.#on = on;
    this.#own = servers;
    this.#checkedMs = null;
    this.check();
  }

  view(): ClockView {
    const servers = this.#checkedMs === null ? [] : this.#servers();
    return {
      standing: this.#standing(servers),
      checked_ms: this.#checkedMs,
      checking: false,
      servers,
      on: this.#on,
      own_list: this.#own.length > 0,
    };
  }

  #servers(): ServerView[] {
    const { answers = [], offsetMs } = this.setting;
    const names = this.#own.length > 0 ? this.#own : USUAL;
    return names.map((name, index) => ({
      name,
      answer: answers[index] ?? { kind: 'time', offset_ms: offsetMs + index, round_trip_ms: 24 + index },
    }));
  }

  #standing(servers: ServerView[]): ClockStanding {
    if (!this.#on) return { kind: 'not_checked', why: 'off' };
    if (this.#checkedMs === null) return { kind: 'not_checked', why: 'waiting' };
    const offsets = servers.flatMap(({ answer }) => (answer.kind === 'time' ? [answer.offset_ms] : []));
    if (offsets.length === 0) return { kind: 'not_checked', why: 'unreachable' };
    const { offsetMs: offset_ms } = this.setting;
    const spread = Math.max(...offsets) - Math.min(...offsets);
    if (this.#agreed === true) return { kind: 'corrected', offset_ms };
    const declined = this.#agreed === false;
    if (spread > RIGHT) return { kind: 'disagree', offset_ms, declined };
    if (Math.abs(offset_ms) > FAR) return { kind: 'far', offset_ms, declined };
    return Math.abs(offset_ms) < RIGHT ? { kind: 'right', offset_ms } : { kind: 'corrected', offset_ms };
  }
}
