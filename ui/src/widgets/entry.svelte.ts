import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What becomes of the text when its field leaves the page. */
export type Leaving = 'wiped' | 'kept';

/**
 * A secret that the user types into a field. The text is only in the field: no state and no closure holds it. It is read as
 * bytes, which can be wiped.
 */
export class Entry {
  readonly #leaving: Leaving;
  #field: Field | undefined;
  /** The text of a field that has left the page and may come back. */
  #kept = new Uint8Array();
  /** Counts the changes of the text, so that what is derived from it is derived again. */
  #changes = $state(0);

  constructor(leaving: Leaving = 'wiped') {
    this.#leaving = leaving;
  }

  /** Whether nothing was typed but spaces. */
  readonly empty: boolean = $derived.by(() => this.#look((text) => text.trim() === ''));

  /** The number of characters, spaces not counted. */
  readonly length: number = $derived.by(() => this.#look((text) => text.replace(/\s/g, '').length));

  /** The number of changes so far. */
  get changes(): number {
    return this.#changes;
  }

  /** The attachment of the field. */
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
    // This listener is the element's own, so it comes before what the page does about the input.
    field.addEventListener('input', changed);
    return () => {
      field.removeEventListener('input', changed);
      if (this.#leaving === 'kept') this.#kept = new TextEncoder().encode(field.value);
      field.value = '';
      this.#field = undefined;
      changed();
    };
  };

  /** Whether the text has the form of `pattern`. */
  matches(pattern: RegExp): boolean {
    return this.#look((text) => pattern.test(text));
  }

  /** Whether the text is the same as another's, or the beginning of it. */
  compare(other: Entry): 'same' | 'beginning' | 'different' {
    return this.#look((own) =>
      other.#look((text) => {
        if (own === text) return 'same';
        return text.startsWith(own) ? 'beginning' : 'different';
      }),
    );
  }

  /** The text as new bytes in UTF-8, for one command. The command wipes them. */
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

  /** Looks at the text, again after each change. */
  #look<T>(at: (text: string) => T): T {
    void this.#changes;
    return at(this.#field?.value ?? new TextDecoder().decode(this.#kept));
  }
}
