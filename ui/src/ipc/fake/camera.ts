import type { CameraKey, CameraView, FaultCode } from '../generated/contract';
import { makeFrame, type FrameHead } from '../frame';
import { faultOf } from './fault';

const quiet: FrameHead = { codes: [], hint: null, batches: [], found: false, ended: null };

/** How the cameras of a fake begin. */
export interface FakeCameraSetting {
  /** Their names. */
  names: string[];
  /** Why none opens. */
  fault?: FaultCode;
}

/** The cameras of a machine. What they see is shown to them by {@link FakeCamera.show}. */
export class FakeCamera {
  readonly setting: FakeCameraSetting;
  /** The frames that the page has said to have shown. */
  seen = 0;
  /** The one that was opened last. */
  last: CameraKey | null = null;
  #frames: ((frame: ArrayBuffer) => void) | undefined;
  #onopen: () => void = () => {};

  constructor(setting: FakeCameraSetting) {
    this.setting = setting;
  }

  /** Whether one is on. */
  get on(): boolean {
    return this.#frames !== undefined;
  }

  /** Calls back when one has been opened. */
  onopen(callback: () => void): void {
    this.#onopen = callback;
  }

  open(camera: CameraKey | null, frames: (frame: ArrayBuffer) => void): CameraView {
    const { fault } = this.setting;
    if (fault !== undefined) throw faultOf(fault);
    const wanted = camera ?? this.last;
    const [first] = this.all();
    const opened = wanted === null ? first : this.all().find(({ id }) => id === wanted);
    if (opened === undefined) throw faultOf(camera === null ? 'camera_none' : 'camera_gone');
    this.last = opened.id;
    this.#frames = frames;
    this.#onopen();
    return opened;
  }

  close(): void {
    this.#frames = undefined;
  }

  /** A frame comes; `picture` is a JPEG file. */
  show(head: Partial<FrameHead> = {}, picture = new Uint8Array()): void {
    this.#frames?.(makeFrame({ ...quiet, ...head }, picture));
  }

  /** It ends by itself. */
  end(code: FaultCode): void {
    this.show({ ended: faultOf(code) });
    this.close();
  }

  all(): CameraView[] {
    return this.setting.names.map((name, index) => ({ id: String(index + 1), name }));
  }
}
