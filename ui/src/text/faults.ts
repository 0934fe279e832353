import type { FaultCode } from '../ipc/generated/contract';
import type { FaultWords, Text } from './en';

/** Gives the words of a fault, or those of `internal` for a code of a newer program. */
export function faultWords(text: Text, code: FaultCode): FaultWords {
  const faults: Record<string, FaultWords> = text.faults;
  return faults[code] ?? text.faults.internal;
}
