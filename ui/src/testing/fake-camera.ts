import type { CameraKey, CameraView, FaultCode } from '../ipc/generated/contract';
import { makeFrame, type FrameHead } from '../ipc/frame';
import type { TestHost } from './host';

const quiet: FrameHead = { codes: [], hint: null, batches: [], found: false, ended: null };

/** Fake cameras, with the hints and the endings that no picture can bring about. */
export class FakeCamera {
  /** The fault with which no camera opens. */
  fault: FaultCode | undefined;
  /** The number of frames that the page has reported as shown. */
  seen = 0;
  /** The camera that was opened last. */
  last: CameraKey | null = null;
  readonly #all: CameraView[];
  #frames: ((frame: ArrayBuffer) => void) | undefined;

  constructor(names = ['Integrated camera'], fault?: FaultCode) {
    this.#all = names.map((name, index) => ({ id: String(index + 1), name }));
    this.fault = fault;
  }

  /** Whether a camera is on. */
  get on(): boolean {
    return this.#frames !== undefined;
  }

  /** The commands that these cameras answer in place of the program. */
  get answers(): TestHost['answers'] {
    return {
      cameras: () => this.#all,
      camera_open: ({ camera, frames }) => this.#open(camera, frames),
      camera_seen: () => {
        this.seen += 1;
        return null;
      },
      camera_close: () => {
        this.#frames = undefined;
        return null;
      },
    };
  }

  /** Sends a frame with an empty picture. */
  show(head: Partial<FrameHead> = {}): void {
    this.#frames?.(makeFrame({ ...quiet, ...head }, new Uint8Array()));
  }

  /** Ends the camera with a fault. */
  end(code: FaultCode): void {
    this.show({ ended: { code, message: 'a fault of the test' } });
    this.#frames = undefined;
  }

  #open(camera: CameraKey | null, frames: (frame: ArrayBuffer) => void): CameraView {
    const fault = (code: FaultCode) => ({ code, message: 'a fault of the test' });
    if (this.fault !== undefined) throw fault(this.fault);
    const wanted = camera ?? this.last;
    const opened = wanted === null ? this.#all[0] : this.#all.find(({ id }) => id === wanted);
    if (opened === undefined) throw fault(camera === null ? 'camera_none' : 'camera_gone');
    this.last = opened.id;
    this.#frames = frames;
    return opened;
  }
}
