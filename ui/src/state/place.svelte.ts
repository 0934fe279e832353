/** The pages of the open vault that the user goes to. */
export type Spot = 'list' | 'vault' | 'passphrase' | 'kit' | 'earlier';

/** A page that was left for another, and the control that led away from it, by its test id. */
interface Left {
  readonly spot: Spot;
  readonly opener: string | null;
}

/** Where the user is in the open vault, and the way back. */
export class Place {
  #at = $state<Spot>('list');
  #trail: Left[] = [];
  #heir: string | null = null;

  /** The page that is shown while nothing else is in its way. */
  get at(): Spot {
    return this.#at;
  }

  /** Goes to a page. */
  go(spot: Spot): void {
    this.#trail.push({ spot: this.#at, opener: document.activeElement?.getAttribute('data-testid') ?? null });
    this.#at = spot;
  }

  /** Goes back to where the user came from; the control that led away from there gets the focus when it stands. */
  back(): void {
    const left = this.#trail.pop();
    this.#at = left?.spot ?? 'list';
    this.#heir = left?.opener ?? null;
  }

  /** Back to the list, and nothing is remembered. */
  clear(): void {
    this.#at = 'list';
    this.#trail = [];
    this.#heir = null;
  }

  /** Gives the focus to the control that led away from the page that stands now. */
  resume(): void {
    if (this.#heir !== null) {
      document.querySelector<HTMLElement>(`[data-testid="${CSS.escape(this.#heir)}"]`)?.focus();
    }
    this.#heir = null;
  }
}
