import { flushSync, mount, unmount } from 'svelte';
import { onTestFinished, vi } from 'vitest';

import Window from '../app/window/Window.svelte';
import { FakeHost } from '../ipc/fake/fake';
import type { FakeSetting } from '../ipc/fake/setting';
import type { OpenVault } from '../open/OpenVault.svelte';
import { App } from '../app/app.svelte';

/** The whole window over a fake host. */
export interface Opened {
  host: FakeHost;
  app: App;
}

/** The vault that the window has open. */
export function vaultOf(app: App): OpenVault {
  if (app.vault === undefined) throw new Error('the vault is not open');
  return app.vault;
}

/** Opens the window as a start of the program does, and waits until its first page stands. Timers are fake. */
export async function openWindow(setting: Partial<FakeSetting> = {}, language = 'en'): Promise<Opened> {
  const opened = beginWindow(setting, language);
  await opened.started;
  await settle();
  return opened;
}

/** As {@link openWindow}, but does not wait for the program. */
export function beginWindow(setting: Partial<FakeSetting> = {}, language = 'en'): Opened & { started: Promise<void> } {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 1, 30, 5) });
  const host = new FakeHost(setting);
  const app = new App(host, [language], host.preferences);
  const window = mount(Window, { target: document.body, props: { app } });
  onTestFinished(async () => {
    app.stop();
    await unmount(window);
  });
  return { host, app, started: app.start() };
}

/** Lets everything happen that waits for no timer. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await vi.advanceTimersByTimeAsync(0);
    flushSync();
  }
}

/** Lets time pass. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

/** All elements of a test id. */
export function all(testid: string, within: ParentNode = document): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`)];
}

/** The one element of a test id. */
export function one(testid: string, within: ParentNode = document): HTMLElement {
  const [found, ...others] = all(testid, within);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + (found ? 1 : 0)} of \`${testid}\``);
  return found;
}

/** The page that is shown. */
export function page(): string | undefined {
  return one('page').dataset['page'];
}

/** The text of an element, white space folded. */
export function text(testid: string, within: ParentNode = document): string {
  return (one(testid, within).textContent ?? '').replace(/\s+/g, ' ').trim();
}

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
export async function fill(testid: string, value: string): Promise<void> {
  const field = one(testid) as HTMLInputElement | HTMLTextAreaElement;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
