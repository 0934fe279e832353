import type { ClockStanding } from '../ipc/generated/contract';
import type { Locale } from '../text/locale';

/** The state of the clock, in words. */
export interface ClockWords {
  tone: 'good' | 'warn' | 'unknown';
  /** The state in a few words. */
  short: string;
  /** The state in whole sentences. */
  full: string[];
}

/** Says by how much the machine's clock is off. `offsetMs` is the servers' time minus the machine's, in milliseconds. */
export function offWords(locale: Locale, offsetMs: number): string {
  const span = locale.format.span(offsetMs);
  return offsetMs > 0 ? locale.text.clock.behind(span) : locale.text.clock.ahead(span);
}

/** Returns the words for the state of the clock. `standing` is `undefined` until the program has answered. */
export function clockWords(locale: Locale, standing: ClockStanding | undefined): ClockWords {
  const { format, text } = locale;
  const { clock } = text;
  const declined = standing !== undefined && 'declined' in standing && standing.declined ? [clock.declined] : [];
  switch (standing?.kind) {
    case undefined:
      return { tone: 'unknown', short: clock.footer.unknown, full: [clock.loading] };
    case 'not_checked':
      return { tone: 'unknown', short: clock.footer.unknown, full: [clock.footer.unknown, clock.why[standing.why]] };
    case 'right':
      return { tone: 'good', short: clock.footer.right, full: [clock.right(format.span(standing.offset_ms))] };
    case 'corrected': {
      const off = clock.corrected(offWords(locale, standing.offset_ms));
      return { tone: 'good', short: off, full: [off] };
    }
    case 'far': {
      const off = clock.uncorrected(offWords(locale, standing.offset_ms));
      return { tone: 'warn', short: off, full: [off, clock.own, ...declined] };
    }
    case 'few': {
      const off = clock.fewOff(offWords(locale, standing.offset_ms));
      const few = clock.few(standing.agree, standing.needed);
      return { tone: 'warn', short: clock.footer.few, full: [clock.footer.few, few, off, clock.own, ...declined] };
    }
    case 'disagree': {
      const median = clock.median(offWords(locale, standing.offset_ms));
      return { tone: 'warn', short: clock.footer.disagree, full: [clock.disagree, median, clock.own, ...declined] };
    }
  }
}
