import type { BatchView, CameraKey, CameraView, Fault } from '../ipc/generated/contract';
import { parseFrame, type CameraHint, type Frame, type FrameHead } from '../ipc/frame';
import { toFault, type Host } from '../ipc/host';
import type { Clock } from '../open/clock.svelte';

export type CameraStanding =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly camera: CameraView }
  | { readonly kind: 'ended'; readonly fault: Fault };

/** Draws the picture of one frame. */
export type Draw = (picture: ImageBitmap, head: FrameHead) => void;

/** The time without a find after which the page shows a tip: milliseconds. */
const PATIENCE = 5000;

/** Holds the camera's state while its page is open. The camera closes when the user leaves the page. */
export class Camera {
  #host: Host;
  #clock: Clock;
  #ondone: (found: boolean) => void;
  #standing = $state.raw<CameraStanding>({ kind: 'closed' });
  #choices = $state.raw<readonly CameraView[]>([]);
  #batches = $state.raw<readonly BatchView[]>([]);
  #tip = $state<CameraHint | 'general' | undefined>(undefined);
  /** Why the last code in the picture could not be read. */
  #hint: CameraHint | undefined;
  #draw: Draw = () => {};
  #unwatch: () => void = () => {};
  /** Counts how often the camera was opened or closed, so that late frames are dropped. */
  #session = 0;
  #open = false;

  /** `ondone` is called when something waits in the program. `found` is false if only some parts of a batch were seen. */
  constructor(host: Host, clock: Clock, ondone: (found: boolean) => void) {
    this.#host = host;
    this.#clock = clock;
    this.#ondone = ondone;
  }

  get standing(): CameraStanding {
    return this.#standing;
  }

  /** The machine's cameras; empty until the program has listed them. */
  get choices(): readonly CameraView[] {
    return this.#choices;
  }

  /** The migrations of which some parts were seen. */
  get batches(): readonly BatchView[] {
    return this.#batches;
  }

  /** The tip on screen; `undefined` until nothing was found for a while. */
  get tip(): CameraHint | 'general' | undefined {
    return this.#tip;
  }

  /** Opens a camera and draws its frames. Opens the one that was used last if `camera` is null. */
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
        // The page was left while the camera opened. The earlier request to close it may have come before it was open.
        if (!this.#open) this.#switchOff();
        return;
      }
      this.#standing = { kind: 'on', camera: opened };
      this.#wait(session);
    } catch (reason) {
      if (session === this.#session) this.#fail(toFault(reason));
    }
  }

  /** Switches the camera off. */
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
      // A failed list only means that there is no choice. If there is no camera, `camera_open` fails too and says why.
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
      // One broken picture is skipped. The next one follows.
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
    // The array is replaced only if a part is new. Otherwise the page would be drawn again with every frame.
    if (parts(batches) !== parts(this.#batches)) this.#batches = batches;
  }

  /** Shows a tip after a while, and a new one after the same time. A tip that changed with every frame could not be read. */
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
    // A failure does no harm, because the program closes the camera by itself too, for example when it locks.
    this.#host.call('camera_close', {}).catch(() => undefined);
  }
}
