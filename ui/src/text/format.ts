const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Formats dates, numbers and durations for one locale. */
export class Format {
  readonly #date: Intl.DateTimeFormat;
  readonly #list: Intl.ListFormat;
  readonly #plain: Intl.NumberFormat;
  readonly #all: Intl.ListFormat;
  readonly #tag: string;
  readonly #unitDisplay: 'long' | 'short';
  #collator: Intl.Collator | undefined;
  /** The formatters made so far. Each is made once, because countdowns use them every second. */
  readonly #numbers = new Map<string, Intl.NumberFormat>();

  /** `tag` is a BCP 47 tag. */
  constructor(tag: string) {
    this.#tag = tag;
    // In Chinese the short units are whole words. The long ones are too long: 秒鐘 for 秒.
    this.#unitDisplay = tag.startsWith('zh') ? 'short' : 'long';
    this.#date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    this.#plain = new Intl.NumberFormat(tag);
    this.#all = new Intl.ListFormat(tag, { type: 'conjunction' });
    this.#list = new Intl.ListFormat(tag, { type: 'unit', style: 'short' });
  }

  /** Compares names: by strokes in Hong Kong, by pinyin on the mainland, and 9 before 10. */
  get collator(): Intl.Collator {
    this.#collator ??= new Intl.Collator(this.#tag, { numeric: true });
    return this.#collator;
  }

  /** Formats a moment, in milliseconds since 1970-01-01T00:00:00Z, in the user's time zone. */
  moment(ms: number): string {
    return this.#date.format(ms);
  }

  /** Formats a remaining time in words: from an hour on in hours and minutes, otherwise in minutes and seconds. */
  left(ms: number): string {
    const seconds = secondsLeft(ms);
    if (seconds >= 3600) {
      const minutes = Math.floor(seconds / 60);
      return this.#units([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute']);
    }
    return this.#units([Math.floor(seconds / 60), 'minute'], [seconds % 60, 'second']);
  }

  /** Formats whole seconds in words. */
  seconds(count: number): string {
    return this.#unit(count, 'second');
  }

  /** Formats a time difference. Under 1 s in milliseconds, under 10 s in tenths of a second, then in the two largest units. */
  span(ms: number): string {
    const apart = Math.abs(ms);
    if (apart < SECOND) return this.#unit(Math.round(apart), 'millisecond');
    if (apart < 10 * SECOND) return this.#unit(Math.round(apart / 100) / 10, 'second');
    const seconds = Math.round(apart / SECOND);
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (hours >= 24) return this.#units([Math.floor(hours / 24), 'day'], [hours % 24, 'hour']);
    if (hours > 0) return this.#units([hours, 'hour'], [minutes % 60, 'minute']);
    return this.#units([minutes, 'minute'], [seconds % 60, 'second']);
  }

  /** Formats a list of numbers: 1, 2, and 4. */
  numbers(all: readonly number[]): string {
    return this.#all.format(all.map((number) => this.#plain.format(number)));
  }

  #units(...parts: [number, string][]): string {
    const some = parts.filter(([count]) => count > 0);
    const shown = some.length > 0 ? some : parts.slice(-1);
    return this.#list.format(shown.map(([count, unit]) => this.#unit(count, unit)));
  }

  #unit(count: number, unit: string): string {
    let made = this.#numbers.get(unit);
    if (made === undefined) {
      made = new Intl.NumberFormat(this.#tag, { style: 'unit', unit, unitDisplay: this.#unitDisplay });
      this.#numbers.set(unit, made);
    }
    return made.format(count);
  }
}

/** Returns the step in milliseconds in which {@link Format.left} shows a remaining time. */
export function fineness(ms: number): number {
  return ms > HOUR + MINUTE ? MINUTE : SECOND;
}

/**
 * Returns the seconds to show for a remaining time: 0 if it is over, otherwise at least 1.
 *
 * A tenth of a second is ignored, because equal ends reach the page some milliseconds apart and must show the same number.
 */
export function secondsLeft(ms: number): number {
  return ms <= 0 ? 0 : Math.max(1, Math.ceil(ms / SECOND - 0.1));
}

/** How near the end of a code is. */
export type Nearness = 'calm' | 'soon' | 'last';

/** Returns `soon` in a code's last ten seconds and `last` in its last five; in a short period, in its last third and sixth. */
export function nearness(ms: number, periodMs: number): Nearness {
  if (periodMs === 0) return 'calm';
  const seconds = secondsLeft(ms);
  if (seconds <= Math.min(5, periodMs / 6000)) return 'last';
  return seconds <= Math.min(10, periodMs / 3000) ? 'soon' : 'calm';
}

/** Formats a remaining time like a stopwatch: `0:59`, `14:05`, `60:00`. */
export function stopwatch(ms: number): string {
  const seconds = secondsLeft(ms);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Splits the digits of a code into groups: 3+3, 3+4, 4+4, 3+3+3, 5+5. Fewer than six digits stay together. */
export function groups(digits: string): string[] {
  if (digits.length < 6) return [digits];
  if (digits.length === 9) return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  const half = Math.floor(digits.length / 2);
  return [digits.slice(0, half), digits.slice(half)];
}

/**
 * Splits a recovery kit into groups that are easy to copy: the beginning that all kits share, then groups of `size` characters
 * from the end, so that the last `size` characters are the last group.
 */
export function kitGroups(text: string, size: number): string[] {
  const head = text.lastIndexOf('-') + 1;
  const all = head > 0 ? [text.slice(0, head)] : [];
  const first = (text.length - head) % size;
  if (first > 0) all.push(text.slice(head, head + first));
  for (let at = head + first; at < text.length; at += size) all.push(text.slice(at, at + size));
  return all;
}
