import type { AccountEdit, CodeKind, TypedField } from '../ipc/generated/contract';

/** The hash algorithms of codes. */
export const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;

/** The greatest counter. A larger number would lose its last digits in a JavaScript number. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Holds what the user types about an account, except the secret. */
export class AccountForm {
  issuer = $state('');
  name = $state('');
  kind = $state<CodeKind['kind']>('time');
  algorithm = $state('SHA1');
  digits = $state('6');
  period = $state('30');
  counter = $state('0');

  /** The first field that should hold a whole number and does not. */
  readonly mistyped: TypedField | undefined = $derived.by(() => {
    if (this.kind !== 'steam' && whole(this.digits) === undefined) return 'digits';
    if (this.kind === 'time' && whole(this.period) === undefined) return 'codes';
    if (this.kind === 'counter' && whole(this.counter) === undefined) return 'codes';
    return undefined;
  });

  /** What was typed. It is only valid while `mistyped` is `undefined`. */
  readonly edit: AccountEdit = $derived.by(() => {
    const { issuer, name } = this;
    // Steam has only one form of code.
    const form =
      this.kind === 'steam' ? { algorithm: 'SHA1', digits: 5 } : { algorithm: this.algorithm, digits: whole(this.digits) ?? 0 };
    return { issuer: issuer.trim(), name: name.trim(), ...form, codes: this.#codes() };
  });

  /** Fills the fields with the values of an account. */
  fill({ issuer, name, algorithm, digits, codes }: AccountEdit): void {
    this.clear();
    Object.assign(this, { issuer, name, algorithm, digits: String(digits), kind: codes.kind });
    if (codes.kind === 'time') this.period = String(codes.period_s);
    if (codes.kind === 'counter') this.counter = String(codes.counter);
  }

  /** Sets all fields back to their first values. */
  clear(): void {
    const kind: CodeKind['kind'] = 'time';
    Object.assign(this, { issuer: '', name: '', kind, algorithm: 'SHA1', digits: '6', period: '30', counter: '0' });
  }

  #codes(): CodeKind {
    switch (this.kind) {
      case 'time':
        return { kind: 'time', period_s: whole(this.period) ?? 0 };
      case 'counter':
        return { kind: 'counter', counter: whole(this.counter) ?? 0 };
      case 'steam':
        return { kind: 'steam' };
    }
  }
}

/** Parses a whole number. A number field gives a number or null, other fields give text. */
function whole(typed: string | number | null): number | undefined {
  const text = String(typed ?? '').trim();
  const number = Number(text);
  return /^\d+$/.test(text) && number <= MOST ? number : undefined;
}
