import type { Fault, FaultCode, PickedView, ProofInput, VaultView } from '../ipc/generated/contract';
import { Entry } from '../widgets/entry.svelte';

/** The kinds of proof that show a way in. */
export type ProofKind = ProofInput['kind'];

/** The faults that another input can fix. */
const TYPED: readonly FaultCode[] = ['passphrase_wrong', 'kit_wrong', 'not_a_kit', 'proof_needed', 'passphrase_too'];

/** Returns whether the user must type another proof. */
export function isProofFault(fault: Fault | undefined): boolean {
  return fault !== undefined && TYPED.includes(fault.code);
}

/** Returns the proofs that allow a change of the open vault's ways in, the preferred one first. */
export function proofsFor({ asks, kit }: VaultView): readonly ProofKind[] {
  // A user who has forgotten the passphrase changes it with the kit.
  return asks === 'passphrase' && kit !== null ? ['passphrase', 'kit'] : [asks];
}

/** Returns the proofs that open a picked file on this machine, the preferred one first. */
export function proofsInto({ opens_here: here, passphrase, kit }: PickedView): readonly ProofKind[] {
  const kinds: ProofKind[] = [];
  if (here) kinds.push('keystore');
  if (passphrase) kinds.push('passphrase');
  if (kit) kinds.push('kit');
  return kinds;
}

/** Holds what the user types to prove a way in. */
export class ProofForm {
  #kinds: () => readonly ProofKind[];
  #chosen = $state<ProofKind | undefined>(undefined);

  readonly passphrase = new Entry();
  readonly kit = new Entry();

  /** The kind of proof to be typed now; `undefined` if no proof is possible. */
  readonly kind: ProofKind | undefined = $derived.by(() => {
    const kinds = this.#kinds();
    return kinds.find((kind) => kind === this.#chosen) ?? kinds[0];
  });

  /** The kinds that the user may switch to. */
  readonly others: readonly ProofKind[] = $derived.by(() => this.#kinds().filter((kind) => kind !== this.kind));

  /** Whether the proof was typed. */
  readonly ready: boolean = $derived.by(() => {
    switch (this.kind) {
      case 'keystore':
        return true;
      case 'passphrase':
        return !this.passphrase.empty;
      case 'kit':
        return !this.kit.empty;
      case undefined:
        return false;
    }
  });

  /** `kinds` returns the possible proofs. */
  constructor(kinds: () => readonly ProofKind[]) {
    this.#kinds = kinds;
  }

  /** Returns the proof, for one command; `undefined` if it was not typed yet. */
  read(): ProofInput | undefined {
    if (!this.ready) return undefined;
    switch (this.kind) {
      case 'keystore':
        return { kind: 'keystore' };
      case 'passphrase':
        return { kind: 'passphrase', passphrase: this.passphrase.read() };
      case 'kit':
        return { kind: 'kit', kit: this.kit.read() };
      case undefined:
        return undefined;
    }
  }

  /** Switches to another kind of proof. */
  choose(kind: ProofKind): void {
    this.#chosen = kind;
    this.clear();
  }

  /** Removes what was typed. */
  clear(): void {
    this.passphrase.clear();
    this.kit.clear();
  }
}
