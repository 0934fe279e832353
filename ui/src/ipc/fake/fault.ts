import type { Fault, FaultCode } from '../generated/contract';

/** A fault as the program sends it. */
export function faultOf(code: FaultCode): Fault {
  return { code, message: `the fake was told to answer with \`${code}\`` };
}
