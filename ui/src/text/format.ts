const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Dates, numbers and durations in one locale. */
export class Format {
  readonly #date: Intl.DateTimeFormat;
  readonly #list: Intl.ListFormat;
  readonly #plain: Intl.NumberFormat;
  readonly #all: Intl.ListFormat;
  readonly #tag: string;
  readonly #unitDisplay: 'long' | 'short';
  #collator: Intl.Collator | undefined;
  /** Made once each: a countdown asks every second. */
  readonly #numbers = new Map<string, Intl.NumberFormat>();

  /** `tag`: BCP 47. */
  constructor(tag: string) {
    this.#tag = tag;
    // Chinese units have no short forms, but their long ones are wordy: 秒鐘 for 秒.
    this.#unitDisplay = tag.startsWith('zh') ? 'short' : 'long';
    this.#date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    this.#plain = new Intl.NumberFormat(tag);
    this.#all = new Intl.ListFormat(tag, { type: 'conjunction' });
    this.#list = new Intl.ListFormat(tag, { type: 'unit', style: 'short' });
  }

  /** Orders names as the language does: by strokes in Hong Kong, by pinyin on the mainland; 9 before 10. */
  get collator(): Intl.Collator {
    this.#collator ??= new Intl.Collator(this.#tag, { numeric: true });
    return this.#collator;
  }

  /** A moment in the user's own time zone; milliseconds since 1970-01-01T00:00:00Z. */
  moment(ms: number): string {
    return this.#date.format(ms);
  }

  /** How long it still is, in words: hours and minutes from an hour on, otherwise minutes and seconds. */
  left(ms: number): string {
    const seconds = secondsLeft(ms);
    if (seconds >= 3600) {
      const minutes = Math.floor(seconds / 60);
      return this.#units([Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute']);
    }
    return this.#units([Math.floor(seconds / 60), 'minute'], [seconds % 60, 'second']);
  }

  /** Whole seconds in words. */
  seconds(count: number): string {
    return this.#unit(count, 'second');
  }

  /** How far apart two times are: milliseconds under a second, tenths of a second under ten, then the two largest units. */
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

  /** Numbers as they are told one after another: 1, 2, and 4. */
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

/** How finely a time left is shown, in milliseconds: see {@link Format.left}. */
export function fineness(ms: number): number {
  return ms > HOUR + MINUTE ? MINUTE : SECOND;
}

/**
 * The seconds to show for a time left: 0 when it is over, otherwise at least 1.
 *
 * A tenth is forgiven: times that end together reach the page some milliseconds apart, and must show the same.
 */
export function secondsLeft(ms: number): number {
  return ms <= 0 ? 0 : Math.max(1, Math.ceil(ms / SECOND - 0.1));
}

/** How near the end of a code is. */
export type Nearness = 'calm' | 'soon' | 'last';

/** How near the end of a code is: its last ten seconds, its last five; of a short period a third and a sixth. */
export function nearness(ms: number, periodMs: number): Nearness {
  if (periodMs === 0) return 'calm';
  const seconds = secondsLeft(ms);
  if (seconds <= Math.min(5, periodMs / 6000)) return 'last';
  return seconds <= Math.min(10, periodMs / 3000) ? 'soon' : 'calm';
}

/** A time left as on a stopwatch: `0:59`, `14:05`, `60:00`. */
export function stopwatch(ms: number): string {
  const seconds = secondsLeft(ms);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The digits of a code in groups that are easy to read off: 3+3, 4+4, 3+4, 5+5; short ones stay whole. */
export function groups(digits: string): string[] {
  if (digits.length < 6) return [digits];
  if (digits.length === 9) return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  const half = Math.floor(digits.length / 2);
  return [digits.slice(0, half), digits.slice(half)];
}

/**
 * The characters of a recovery kit in groups that are easy to copy: what every kit begins with, then groups of `size`
 * counted from the end, so that the last `size` characters are the last group.
 */
export function kitGroups(text: string, size: number): string[] {
  const head = text.lastIndexOf('-') + 1;
  const all = head > 0 ? [text.slice(0, head)] : [];
  const first = (text.length - head) % size;
  if (first > 0) all.push(text.slice(head, head + first));
  for (let at = head + first; at < text.length; at += size) all.push(text.slice(at, at + size));
  return all;
}
