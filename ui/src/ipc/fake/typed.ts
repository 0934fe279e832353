import type { TypedAccount, TypedField, TypedPreview } from '../generated/contract';
import { faultOf } from './fault';

/** What is wrong with a typed account, much as the program has it; nothing when it can be taken. */
export function judge(typed: TypedAccount): Exclude<TypedPreview, { kind: 'code' }> | undefined {
  const { issuer, name, secret, digits, codes } = typed;
  const wrong = (field: TypedField) => ({ kind: 'wrong', field, fault: faultOf('typed_refused') }) as const;
  if (issuer.length > 100) return wrong('issuer');
  if (name.length > 100) return wrong('name');
  const plain = secret.replace(/[\s-]/g, '').toUpperCase();
  if (plain === '') return { kind: 'missing', field: 'secret' };
  if (!/^[A-Z2-7]{16,}=*$/.test(plain)) return wrong('secret');
  if (digits < 4 || digits > 10) return wrong('digits');
  if (codes.kind === 'time' && (codes.period_s < 1 || codes.period_s > 3600)) return wrong('codes');
  if (issuer === '' && name === '') return { kind: 'missing', field: 'name' };
  return undefined;
}
