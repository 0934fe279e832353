import type { Fault, FaultCode, PickedView, ProofInput, VaultView } from '../ipc/generated/contract';
import { Entry } from '../widgets/entry.svelte';

/** What may prove who asks, or open a file. */
export type ProofKind = ProofInput['kind'];

/** The faults of what was typed for a proof. */
const TYPED: readonly FaultCode[] = ['passphrase_wrong', 'kit_wrong', 'not_a_kit', 'proof_needed', 'passphrase_too'];

/** Whether something else must be typed for the proof. */
export function isProofFault(fault: Fault | undefined): boolean {
  return fault !== undefined && TYPED.includes(fault.code);
}

/** What a change of the open vault's ways in asks for, the first choice first. */
export function proofsFor({ asks, kit }: VaultView): readonly ProofKind[] {
  // A forgotten passphrase is changed by the kit.
  return asks === 'passphrase' && kit !== null ? ['passphrase', 'kit'] : [asks];
}

/** What opens a picked file here, the first choice first. */
export function proofsInto({ opens_here: here, passphrase, kit }: PickedView): readonly ProofKind[] {
  const kinds: ProofKind[] = [];
  if (here) kinds.push('keystore');
  if (passphrase) kinds.push('passphrase');
  if (kit) kinds.push('kit');
  return kinds;
}

/** A copy of a proof, for a second command: a command wipes the proof that it is given. */
export function copyProof(proof: ProofInput): ProofInput {
  return structuredClone(proof);
}

/** Wipes a proof that no command is given. */
export function wipeProof(proof: ProofInput): void {
  if (proof.kind === 'passphrase') proof.passphrase.fill(0);
  if (proof.kind === 'kit') proof.kit.fill(0);
}

/** What the user types to prove a way in. */
export class ProofForm {
  #kinds: () => readonly ProofKind[];
  #chosen = $state<ProofKind | undefined>(undefined);

  readonly passphrase = new Entry();
  readonly kit = new Entry();

  /** What is asked for; `undefined` where nothing would do. */
  readonly kind: ProofKind | undefined = $derived.by(() => {
    const kinds = this.#kinds();
    return kinds.find((kind) => kind === this.#chosen) ?? kinds[0];
  });

  /** What would do instead. */
  readonly others: readonly ProofKind[] = $derived.by(() => this.#kinds().filter((kind) => kind !== this.kind));

  /** Whether what is asked for was typed. */
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

  /** `kinds` says what would do. */
  constructor(kinds: () => readonly ProofKind[]) {
    this.#kinds = kinds;
  }

  /** The proof, for one command; `undefined` while something is still to be typed. */
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

  /** Asks for another proof. */
  choose(kind: ProofKind): void {
    this.#chosen = kind;
    this.clear();
  }

  /** Forgets what was typed. */
  clear(): void {
    this.passphrase.clear();
    this.kit.clear();
  }
}
