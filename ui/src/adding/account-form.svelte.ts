import type { AccountEdit, CodeKind, TypedField } from '../ipc/generated/contract';

/** The algorithms that a code can go by. */
export const ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;

/** The most that a counter can be here: larger whole numbers lose their last digits on the way. */
const MOST = Number.MAX_SAFE_INTEGER;

/** What is typed of an account, its secret aside. */
export class AccountForm {
  issuer = $state('');
  name = $state('');
  kind = $state<CodeKind['kind']>('time');
  algorithm = $state('SHA1');
  digits = $state('6');
  period = $state('30');
  counter = $state('0');

  /** The field that holds no number where one belongs. */
  readonly mistyped: TypedField | undefined = $derived.by(() => {
    if (this.kind !== 'steam' && whole(this.digits) === undefined) return 'digits';
    if (this.kind === 'time' && whole(this.period) === undefined) return 'codes';
    if (this.kind === 'counter' && whole(this.counter) === undefined) return 'codes';
    return undefined;
  });

  /** What was typed, once every number is one. */
  readonly edit: AccountEdit = $derived.by(() => {
    const { issuer, name } = this;
    // Steam's codes have one form alone.
    const form =
      this.kind === 'steam' ? { algorithm: 'SHA1', digits: 5 } : { algorithm: this.algorithm, digits: whole(this.digits) ?? 0 };
    return { issuer: issuer.trim(), name: name.trim(), ...form, codes: this.#codes() };
  });

  /** Takes over what an account has. */
  fill({ issuer, name, algorithm, digits, codes }: AccountEdit): void {
    this.clear();
    Object.assign(this, { issuer, name, algorithm, digits: String(digits), kind: codes.kind });
    if (codes.kind === 'time') this.period = String(codes.period_s);
    if (codes.kind === 'counter') this.counter = String(codes.counter);
  }

  /** Forgets what was typed. */
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

/** A whole number as typed. A field for numbers gives them as such, or nothing at all. */
function whole(typed: string | number | null): number | undefined {
  const text = String(typed ?? '').trim();
  const number = Number(text);
  return /^\d+$/.test(text) && number <= MOST ? number : undefined;
}
