import type { WeakPin } from '../generated/contract';

/** Why a PIN is too easy to guess, much as the program has it; nothing for one that may be taken. */
export function weakness(pin: string, number: string): WeakPin | undefined {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  if (steps.every((step) => step === 0)) return 'all_same';
  if (steps.every((step) => step === 1) || steps.every((step) => step === -1)) return 'run';
  if (/^(\d\d)\1+$/.test(pin)) return 'repeated_pair';
  if (number.includes(pin)) return 'account_number';
  if (/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(pin)) return 'date';
  return undefined;
}
