import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What happens to the text when its field leaves the page. */
export type Leaving = 'wiped' | 'kept';

/**
 * Holds a secret that the user types into a field. The text is only in the field, in no state and no closure. It is read as
 * bytes, which can be wiped.
 */
export class Entry {
  readonly #leaving: Leaving;
  #field: Field | undefined;
  /** The text of a field that has left the page and may come back. */
  #kept = new Uint8Array();
  /** Counts the changes of the text. A `$derived` that reads it is computed again after each change. */
  #changes = $state(0);

  constructor(leaving: Leaving = 'wiped') {
    this.#leaving = leaving;
  }

  /** Whether the field is empty or holds only spaces. */
  readonly empty: boolean = $derived.by(() => this.#look((text) => text.trim() === ''));

  /** The number of characters without spaces. */
  readonly length: number = $derived.by(() => this.#look((text) => text.replace(/\s/g, '').length));

  /** The number of changes so far. */
  get changes(): number {
    return this.#changes;
  }

  /** Connects the entry to its field. */
  readonly attach: Attachment<Field> = (field) => {
    const changed = (): void => {
      this.#changes += 1;
    };
    untrack(() => {
      this.#field = field;
      field.value = new TextDecoder().decode(this.#kept);
      this.#forgetKept();
      changed();
    });
    // This listener is added first, so `changes` is right when the page handles the input.
    field.addEventListener('input', changed);
    return () => {
      field.removeEventListener('input', changed);
      if (this.#leaving === 'kept') this.#kept = new TextEncoder().encode(field.value);
      field.value = '';
      this.#field = undefined;
      changed();
    };
  };

  /** Returns whether the text matches `pattern`. */
  matches(pattern: RegExp): boolean {
    return this.#look((text) => pattern.test(text));
  }

  /** Returns whether the text is the same as another's, or the beginning of it. */
  compare(other: Entry): 'same' | 'beginning' | 'different' {
    return this.#look((own) =>
      other.#look((text) => {
        if (own === text) return 'same';
        return text.startsWith(own) ? 'beginning' : 'different';
      }),
    );
  }

  /** Returns the text as new bytes in UTF-8, for one command, which wipes them. */
  read(): Uint8Array<ArrayBuffer> {
    const field = this.#field;
    return field === undefined ? this.#kept.slice() : new TextEncoder().encode(field.value);
  }

  /** Removes the text. */
  clear(): void {
    if (this.#field !== undefined) this.#field.value = '';
    this.#forgetKept();
    this.#changes += 1;
  }

  #forgetKept(): void {
    this.#kept.fill(0);
    this.#kept = new Uint8Array();
  }

  /** Calls `at` with the text. A `$derived` that calls this is computed again after each change. */
  #look<T>(at: (text: string) => T): T {
    void this.#changes;
    return at(this.#field?.value ?? new TextDecoder().decode(this.#kept));
  }
}
