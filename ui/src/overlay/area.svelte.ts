import type { AreaInput } from '../ipc/generated/contract';

/** A point of the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A part of the window, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The least length of a part's longer side, in CSS pixels. What is smaller was a click. */
const LEAST = 8;
/** The step by which a key moves or resizes the part, in CSS pixels. */
const STEP = 16;

/** Holds the part of the screen that the user draws. */
export class Area {
  #size: () => { readonly width: number; readonly height: number };
  #box = $state.raw<Box | undefined>(undefined);
  #from: Point | undefined;

  /** `size` returns the size of the window, in CSS pixels. */
  constructor(size: () => { readonly width: number; readonly height: number }) {
    this.#size = size;
  }

  get box(): Box | undefined {
    return this.#box;
  }

  /** Whether the mouse is drawing the part. */
  get drawing(): boolean {
    return this.#from !== undefined;
  }

  /** The part as fractions of the window, as the program takes it; `undefined` if the part is too small. */
  get input(): AreaInput | undefined {
    const box = this.#box;
    if (box === undefined || Math.max(box.width, box.height) < LEAST || Math.min(box.width, box.height) < 1) return undefined;
    const { width, height } = this.#size();
    return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
  }

  /** Begins a part at the mouse. */
  begin(point: Point): void {
    this.#from = this.#inside(point);
    this.#box = undefined;
  }

  /** Draws the part up to the mouse. */
  drag(point: Point): void {
    const from = this.#from;
    if (from === undefined) return;
    const to = this.#inside(point);
    this.#box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    };
  }

  /** Ends the drawing. Returns the part; `undefined` if it is too small. */
  end(): AreaInput | undefined {
    this.#from = undefined;
    const input = this.input;
    if (input === undefined) this.#box = undefined;
    return input;
  }

  /** Moves the part by one step. Begins with one in the middle if there is none. */
  move(x: number, y: number): void {
    const { width, height } = this.#size();
    const box = this.#box ?? this.#middle();
    this.#box = {
      ...box,
      x: clamp(box.x + x * STEP, 0, width - box.width),
      y: clamp(box.y + y * STEP, 0, height - box.height),
    };
  }

  /** Resizes the part by one step. Begins with one in the middle if there is none. */
  resize(x: number, y: number): void {
    const { width, height } = this.#size();
    const box = this.#box ?? this.#middle();
    this.#box = {
      ...box,
      width: clamp(box.width + x * STEP, LEAST, width - box.x),
      height: clamp(box.height + y * STEP, LEAST, height - box.y),
    };
  }

  #middle(): Box {
    const { width, height } = this.#size();
    const side = Math.min(width, height) / 3;
    return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
  }

  #inside({ x, y }: Point): Point {
    const { width, height } = this.#size();
    return { x: clamp(x, 0, width), y: clamp(y, 0, height) };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
