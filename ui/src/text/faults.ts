import type { FaultCode } from '../ipc/generated/contract';
import type { FaultWords, Text } from './en';

/** Returns the words of a fault. A code that this page does not have, from a newer program, gets those of `internal`. */
export function faultWords(text: Text, code: FaultCode): FaultWords {
  const faults: Record<string, FaultWords> = text.faults;
  return faults[code] ?? text.faults.internal;
}
