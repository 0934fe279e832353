import type { Clock } from '../open/clock.svelte';
import type { FaultCode } from '../ipc/generated/contract';
import type { FaultWords } from '../text/en';
import { stopwatch } from '../text/format';
import type { Locale } from '../text/locale';
import type { Pad } from './pad.svelte';

/** The pad's message and its colour. */
export interface PinWords {
  tone: 'bad' | 'warn';
  text: string;
}

/** Everything that the message depends on. */
export interface Typing {
  readonly pad: Pad;
  readonly clock: Clock;
  readonly locale: Locale;
  words(code: FaultCode): FaultWords;
}

/** Returns the pad's message; `undefined` if there is none. */
export function pinWords(typing: Typing): PinWords | undefined {
  const { pad, clock, locale } = typing;
  const { pin } = locale.text;
  const { notice, standing } = pad;
  const wrong = notice?.kind === 'wrong' ? pin.wrong : '';
  // Chinese puts no space between sentences.
  const joined = (...sentences: string[]) =>
    sentences.filter((sentence) => sentence !== '').join(locale.language === 'en' ? ' ' : '');

  if (standing?.kind === 'frozen') return { tone: 'bad', text: joined(pin.frozen, pin.frozenNext) };
  const last = standing !== undefined && standing.left <= 2 ? pin.untilFrozen(standing.left) : '';
  if (standing?.kind === 'waiting' && clock.left(standing.endsAt) > 0) {
    return { tone: 'warn', text: joined(wrong, pin.wait(stopwatch(clock.left(standing.endsAt))), last) };
  }
  switch (notice?.kind) {
    case 'mismatch':
      return { tone: 'bad', text: pad.account === undefined ? pin.mismatch : pin.again };
    case 'weak':
      return { tone: 'bad', text: pin.weak[notice.rule] };
    case 'differ':
      return { tone: 'bad', text: joined(pin.differ, last) };
    case 'too_short':
      return { tone: 'warn', text: pin.tooShort(pad.view.least) };
    case 'fault': {
      const { headline, next } = typing.words(notice.fault.code);
      return { tone: 'bad', text: joined(headline + (locale.language === 'en' ? '.' : '。'), next) };
    }
    case 'wrong': {
      if (standing?.kind !== 'free') return { tone: 'bad', text: joined(wrong, last) };
      return { tone: 'bad', text: joined(wrong, standing.free > 0 ? pin.free(standing.free) : pin.freeNone, last) };
    }
    case undefined:
      return last === '' ? undefined : { tone: 'warn', text: last };
  }
}
