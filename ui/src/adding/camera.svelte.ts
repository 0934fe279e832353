import type { BatchView, CameraKey, CameraView, Fault } from '../ipc/generated/contract';
import { parseFrame, type CameraHint, type Frame, type FrameHead } from '../ipc/frame';
import { toFault, type Host } from '../ipc/host';
import type { Clock } from '../open/clock.svelte';

/** Where the camera stands. */
export type CameraStanding =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly camera: CameraView }
  | { readonly kind: 'ended'; readonly fault: Fault };

/** Draws one frame's picture. */
export type Draw = (picture: ImageBitmap, head: FrameHead) => void;

/** How long nothing is found before the page says what helps: milliseconds. */
const PATIENCE = 5000;

/** The camera while its page is open: off the moment that it is left. */
export class Camera {
  #host: Host;
  #clock: Clock;
  #ondone: (found: boolean) => void;
  #standing = $state.raw<CameraStanding>({ kind: 'closed' });
  #choices = $state.raw<readonly CameraView[]>([]);
  #batches = $state.raw<readonly BatchView[]>([]);
  #tip = $state<CameraHint | 'general' | undefined>(undefined);
  /** Why the last code that was seen could not be read. */
  #hint: CameraHint | undefined;
  #draw: Draw = () => {};
  #unwatch: () => void = () => {};
  /** Counts how often it was opened or closed: a frame that was on its way belongs to an earlier time. */
  #session = 0;
  #open = false;

  /** `ondone` is called when something waits in the program: something was found, or parts were seen before it closed. */
  constructor(host: Host, clock: Clock, ondone: (found: boolean) => void) {
    this.#host = host;
    this.#clock = clock;
    this.#ondone = ondone;
  }

  get standing(): CameraStanding {
    return this.#standing;
  }

  /** The cameras of the machine, as far as is known. */
  get choices(): readonly CameraView[] {
    return this.#choices;
  }

  /** Migrations of which a part was seen. */
  get batches(): readonly BatchView[] {
    return this.#batches;
  }

  /** What helps, where nothing has been found for a while. */
  get tip(): CameraHint | 'general' | undefined {
    return this.#tip;
  }

  /** Opens a camera, the last one used where none is named, and draws its frames as they come. */
  async open(draw: Draw, camera: CameraKey | null = null): Promise<void> {
    this.#end();
    const session = this.#session;
    this.#open = true;
    this.#draw = draw;
    this.#standing = { kind: 'opening' };
    void this.#list(session);
    try {
      const frames = (bytes: ArrayBuffer) => void this.#frame(session, bytes);
      const opened = await this.#host.call('camera_open', { camera, frames });
      if (session !== this.#session) {
        // It was closed before it was open: what was asked then may have come too early.
        if (!this.#open) this.#switchOff();
        return;
      }
      this.#standing = { kind: 'on', camera: opened };
      this.#wait(session);
    } catch (reason) {
      if (session === this.#session) this.#fail(toFault(reason));
    }
  }

  /** Switches it off at once. */
  close(): void {
    const seen = this.#batches.length > 0;
    this.#batches = [];
    this.#end();
    this.#standing = { kind: 'closed' };
    if (seen) this.#ondone(false);
  }

  async #list(session: number): Promise<void> {
    try {
      const cameras = await this.#host.call('cameras', {});
      if (session === this.#session) this.#choices = cameras;
    } catch {
      // Opening one says why there is none; without a list there is no choice.
    }
  }

  async #frame(session: number, bytes: ArrayBuffer): Promise<void> {
    if (session !== this.#session) return;
    let frame: Frame;
    try {
      frame = parseFrame(bytes);
    } catch (reason) {
      this.#fail(toFault(reason));
      return;
    }
    const { head, picture } = frame;
    if (head.ended !== null) {
      this.#fail(head.ended);
    } else if (head.found) {
      this.#batches = [];
      this.close();
      this.#ondone(true);
    } else {
      this.#note(head);
      await this.#show(session, head, picture);
    }
  }

  async #show(session: number, head: FrameHead, picture: Uint8Array<ArrayBuffer>): Promise<void> {
    let bitmap: ImageBitmap | undefined;
    try {
      bitmap = await createImageBitmap(new Blob([picture], { type: 'image/jpeg' }));
      if (session === this.#session) this.#draw(bitmap, head);
    } catch {
      // One picture that cannot be shown: the next one comes.
    } finally {
      bitmap?.close();
    }
    if (session !== this.#session) return;
    try {
      await this.#host.call('camera_seen', {});
    } catch (reason) {
      if (session === this.#session) this.#fail(toFault(reason));
    }
  }

  #note({ hint, batches }: FrameHead): void {
    if (hint !== null) this.#hint = hint;
    const parts = (all: readonly BatchView[]) => all.reduce((sum, batch) => sum + batch.parts.length, 0);
    // The same again with every frame is nothing new.
    if (parts(batches) !== parts(this.#batches)) this.#batches = batches;
  }

  /** Says what helps after a while, and again after another; not with every frame, which nobody could read. */
  #wait(session: number): void {
    this.#unwatch = this.#clock.alarm(this.#clock.in(PATIENCE), () => {
      if (session !== this.#session) return;
      this.#tip = this.#hint ?? 'general';
      this.#hint = undefined;
      this.#wait(session);
    });
  }

  #fail(fault: Fault): void {
    this.#end();
    this.#standing = { kind: 'ended', fault };
  }

  #end(): void {
    this.#session += 1;
    this.#unwatch();
    this.#draw = () => {};
    this.#hint = undefined;
    this.#tip = undefined;
    if (!this.#open) return;
    this.#open = false;
    this.#switchOff();
  }

  #switchOff(): void {
    // The program closes it by itself too, with the vault for one: nothing is lost when it has.
    this.#host.call('camera_close', {}).catch(() => undefined);
  }
}
