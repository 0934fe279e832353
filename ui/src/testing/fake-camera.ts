import type { CameraKey, CameraView, FaultCode } from '../ipc/generated/contract';
import { makeFrame, type FrameHead } from '../ipc/frame';
import type { TestHost } from './host';

const quiet: FrameHead = { codes: [], hint: null, batches: [], found: false, ended: null };

/** Cameras that show what no given picture can make the program show: hints, and ends of every kind. */
export class FakeCamera {
  /** Why none opens. */
  fault: FaultCode | undefined;
  /** The frames that the page has said to have shown. */
  seen = 0;
  /** The one that was opened last. */
  last: CameraKey | null = null;
  readonly #all: CameraView[];
  #frames: ((frame: ArrayBuffer) => void) | undefined;

  constructor(names = ['Integrated camera'], fault?: FaultCode) {
    this.#all = names.map((name, index) => ({ id: String(index + 1), name }));
    this.fault = fault;
  }

  /** Whether one is on. */
  get on(): boolean {
    return this.#frames !== undefined;
  }

  /** The commands that it answers in the program's place. */
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

  /** A frame comes; its picture is empty. */
  show(head: Partial<FrameHead> = {}): void {
    this.#frames?.(makeFrame({ ...quiet, ...head }, new Uint8Array()));
  }

  /** It ends by itself. */
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
