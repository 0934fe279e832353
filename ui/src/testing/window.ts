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

/** What a test begins with: how the session is, and what no program can be brought to say. */
export type Setting = Partial<Given> & {
  /** Commands that fail, each time. */
  faults?: Partial<Record<CommandName, FaultCode>>;
  /** Commands that are answered in the program's place. */
  answers?: TestHost['answers'];
  /** Commands whose answer is not waited for. */
  slow?: CommandName[];
};

/** A session with the program, and a host for one of its windows. */
export interface Joined {
  host: TestHost;
  /** The vault's recovery kit, where there is one. */
  kit: string;
  /** The recovery kit of the vault file that will be chosen. */
  fileKit: string;
  /** What is set when the window opens. */
  preferences: Partial<Given>['preferences'];
  address: string;
}

/** The whole window over the program. */
export interface Opened extends Joined {
  app: App;
}

/** When every test begins. */
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

/** Joins a session that has begun as another of its windows. */
export async function joinAgain(address: string, window: WindowName, wire: Wire = browser): Promise<TestHost> {
  const host = new TestHost(await HeadlessHost.join(address, window, wire), {}, {});
  joined.push(host);
  onTestFinished(async () => {
    joined = joined.filter((other) => other !== host);
    await host.program.end();
  });
  return host;
}

/** Opens the window as a start of the program does, and waits until its first page stands. */
export async function openWindow(setting: Setting = {}, language = 'en'): Promise<Opened> {
  const { started, ...opened } = await beginWindow(setting, language);
  await settle();
  await started;
  await settle();
  return opened;
}

/** As {@link openWindow}, but does not wait for the program. */
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

/** The vault that the window has open. */
export function vaultOf(app: App): OpenVault {
  if (app.vault === undefined) throw new Error('the vault is not open');
  return app.vault;
}

/** Lets everything happen that waits for no timer: what is on its way to and from the program, and what follows. */
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
 * Lets time pass, for the page and for the machine alike. It stops at each timer of the page: what that asks of the program is
 * answered in no time.
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

/** Lets a long time pass at once: what is due in it comes in the order of its time, but asks the program only at its end. */
export async function jump(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
  await Promise.all(joined.map((host) => host.tend()));
  await settle();
}

/** Waits for the browser's next frame, where the page waits for one: to measure what is new in it, or to go on. */
async function painted(): Promise<void> {
  if (!frame.due) return;
  frame.due = false;
  await new Promise((next) => frame.next(next));
  // What was measured is told after the callbacks of the frame.
  await new Promise((turn) => setImmediate(turn));
  flushSync();
}

/** Frames are the browser's own. What asks for one notes here that one is due. */
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

/** A turn of the event loop: `tester.html`. */
declare function setImmediate(callback: (value: unknown) => void): void;

export async function click(testid: string, within: ParentNode = document): Promise<void> {
  one(testid, within).click();
  await settle();
}

/** Presses keys on the element that has the focus. */
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

/** Chooses in a list. */
export async function select(testid: string, value: string): Promise<void> {
  const field = one(testid) as HTMLSelectElement;
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

/** Proves the user with the PIN of the first account that counts, where the vault asks for one. */
export async function prove(pin = '246810'): Promise<void> {
  const [account] = all('prove-account');
  if (account !== undefined) {
    account.click();
    await settle();
  }
  await press(...pin, 'Enter');
}

/** Types the passphrase on the sheet that asks who makes a grave change. */
export async function provePassphrase(passphrase: string): Promise<void> {
  await fill('proof-passphrase', passphrase, one('prove'));
  await click('prove-submit');
}
