import { flushSync, mount, unmount } from 'svelte';
import { inject, onTestFinished, vi } from 'vitest';

import { App } from '../app/app.svelte';
import Window from '../app/window/Window.svelte';
import { DEFAULTS, type FaultCode } from '../ipc/generated/contract';
import { browser, HeadlessHost, type WindowName, type Wire } from '../ipc/headless';
import type { CommandName } from '../ipc/host';
import type { OpenVault } from '../open/OpenVault.svelte';
import type { Given } from './given';
import { TestHost } from './host';

export { all, one, page, text } from './dom';
import { all, one } from './dom';

/** The settings of a test: of its session, and of answers that no real program gives. */
export type Setting = Partial<Given> & {
  /** Commands that fail every time. */
  faults?: Partial<Record<CommandName, FaultCode>>;
  /** Commands that the test answers in place of the program. */
  answers?: TestHost['answers'];
  /** Commands for whose answer `settle` does not wait. */
  slow?: CommandName[];
};

/** A session of the program, with a host for one of its windows. */
export interface Joined {
  host: TestHost;
  /** The vault's recovery kit; empty if it has none. */
  kit: string;
  /** The recovery kit of the vault file that will be chosen; empty if it has none. */
  fileKit: string;
  /** The preferences when the window opens. */
  preferences: Partial<Given>['preferences'];
  address: string;
}

/** The main window, with a session of the program. */
export interface Opened extends Joined {
  app: App;
}

/** The time at which every test begins. */
export const NOW = Date.UTC(2026, 10, 24, 1, 30, 5);

let joined: TestHost[] = [];

/** Begins a session, and joins it as one of its windows. Timers are fake, and the machine's clocks follow the page's. */
export async function join(setting: Setting, window: WindowName, wire: Wire = browser): Promise<Joined> {
  const { faults = {}, answers = {}, slow = [], ...given } = setting;
  const begun = await HeadlessHost.begin(inject('program'), { ...given, now: NOW }, wire);
  vi.useFakeTimers({ now: NOW });
  const host = await joinAgain(begun.address, window, wire);
  Object.assign(host, { faults, answers });
  for (const name of slow) host.slow.add(name);
  const preferences = { ...DEFAULTS, welcome: 'done' as const, ...given.preferences };
  return { host, kit: begun.kit ?? '', fileKit: begun.file_kit ?? '', preferences, address: begun.address };
}

/** Joins a session as another of its windows. */
export async function joinAgain(address: string, window: WindowName, wire: Wire = browser): Promise<TestHost> {
  const host = new TestHost(await HeadlessHost.join(address, window, wire), {}, {});
  joined.push(host);
  onTestFinished(async () => {
    joined = joined.filter((other) => other !== host);
    await host.program.end();
  });
  return host;
}

/** Opens the window as the program does, and waits for its first page. */
export async function openWindow(setting: Setting = {}, language = 'en'): Promise<Opened> {
  const { started, ...opened } = await beginWindow(setting, language);
  await settle();
  await started;
  await settle();
  return opened;
}

/** Like {@link openWindow}, but does not wait for the program. */
export async function beginWindow(setting: Setting = {}, language = 'en'): Promise<Opened & { started: Promise<void> }> {
  const session = await join(setting, 'main');
  const app = new App(session.host, [language], session.preferences ?? {});
  const window = mount(Window, { target: document.body, props: { app } });
  onTestFinished(async () => {
    app.stop();
    await unmount(window);
  });
  return { ...session, app, started: app.start() };
}

/** Returns the open vault of the window. */
export function vaultOf(app: App): OpenVault {
  if (app.vault === undefined) throw new Error('the vault is not open');
  return app.vault;
}

/** Waits until everything is done that needs no timer: calls, messages and what follows from them. */
export async function settle(): Promise<void> {
  for (let still = 0; still < 2;) {
    await vi.advanceTimersByTimeAsync(0);
    flushSync();
    await painted();
    if (joined.every((host) => host.quiet)) {
      still += 1;
    } else {
      still = 0;
      await Promise.race(joined.filter((host) => !host.quiet).map((host) => host.next()));
    }
  }
}

/**
 * Lets time pass, for the page and for the machine. It stops at each timer of the page, so that calls of the page are answered
 * before more time passes.
 */
export async function pass(ms: number): Promise<void> {
  const over = { yes: false };
  setTimeout(() => (over.yes = true), ms);
  while (!over.yes) {
    await vi.advanceTimersToNextTimerAsync();
    await settle();
    await Promise.all(joined.map((host) => host.tend()));
  }
  await settle();
}

/** Lets a long time pass in one step. Timers run in their order, but the program answers only at the end. */
export async function jump(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
  await Promise.all(joined.map((host) => host.tend()));
  await settle();
}

/** Waits for the browser's next frame if the page waits for one. */
async function painted(): Promise<void> {
  if (!frame.due) return;
  frame.due = false;
  await new Promise((next) => frame.next(next));
  // Resize observers are called after the frame's own callbacks.
  await new Promise((turn) => setImmediate(turn));
  flushSync();
}

/** Whether a frame is due. Frames are real here; whoever waits for one sets this. */
const frame = { due: false, next: window.requestAnimationFrame.bind(window) };

window.requestAnimationFrame = (callback) => {
  frame.due = true;
  return frame.next(callback);
};

class Observer extends window.ResizeObserver {
  override observe(target: Element, options?: ResizeObserverOptions): void {
    frame.due = true;
    super.observe(target, options);
  }
}
window.ResizeObserver = Observer;

/** Waits for a turn of the event loop. `tester.html` defines it. */
declare function setImmediate(callback: (value: unknown) => void): void;

export async function click(testid: string, within: ParentNode = document): Promise<void> {
  one(testid, within).click();
  await settle();
}

/** Presses keys on the element with the focus. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }
  await settle();
}

/** Presses a key with Control held down. */
export async function control(key: string): Promise<void> {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }));
  await settle();
}

/** Types into a field. */
export async function fill(testid: string, value: string, within?: ParentNode): Promise<void> {
  const field = one(testid, within) as HTMLInputElement | HTMLTextAreaElement;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

/** Chooses a value in a list. */
export async function select(testid: string, value: string): Promise<void> {
  const field = one(testid) as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

/** Proves the user with a PIN. If the sheet offers several accounts, the first one is chosen. */
export async function prove(pin = '246810'): Promise<void> {
  const [account] = all('prove-account');
  if (account !== undefined) {
    account.click();
    await settle();
  }
  await press(...pin, 'Enter');
}

/** Types the passphrase in the sheet in which the user proves himself. */
export async function provePassphrase(passphrase: string): Promise<void> {
  await fill('proof-passphrase', passphrase, one('prove'));
  await click('prove-submit');
}
