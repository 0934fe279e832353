import type { FakeAccountSeed } from '../ipc/fake/account';
import type { FakeSetting, Picture } from '../ipc/fake/setting';
import { makeKitText } from '../ipc/fake/kit';
import { all, click, one, openWindow, press, settle, type Opened } from './page';

export const SUPPORT = '852-25097524';
export const KIT = makeKitText(1);
export const HOUR = 3_600_000;
export const OLD = ['2', '4', '6', '8', '1', '0'];
export const NEW = ['8', '0', '5', '3', '1', '7'];

export const device = (slot: number, name: string, old_pin = false) => {
  return { slot, name, handed_out_ms: 1_700_000_000_000, old_pin };
};
export const main = (number: string, more: Partial<FakeAccountSeed> = {}): FakeAccountSeed => ({
  issuer: 'Fuyi',
  number,
  pin: '246810',
  support: SUPPORT,
  activation: '152149',
  ...more,
});
export const registration = (activation = '152149', validMs = 24 * HOUR): Picture => ({
  kind: 'registration',
  issuer: 'Fuyi',
  number: '700004',
  activation,
  support: SUPPORT,
  validMs,
});
export const transfer = (validMs = 600_000): Picture => ({
  kind: 'transfer',
  issuer: 'Fuyi',
  number: '700004',
  activation: '152149',
  slot: 3,
  support: SUPPORT,
  validMs,
  pin: '246810',
});

export const enter = (...pin: string[]): Promise<void> => press(...pin, 'Enter');
export const row = (): HTMLElement => one('row');

/** Opens the window, and chooses from the menu of its first account. */
export async function choose(item: string, setting: Partial<FakeSetting> = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts: [main('700004')], ...setting }, language);
  await click('row-menu', all('row')[0]);
  await click(item);
  return opened;
}

/** Opens the window, and drops a picture on it. */
export async function drop(picture: Picture, accounts: FakeAccountSeed[] = [], language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts }, language);
  opened.host.drop(picture);
  await settle();
  return opened;
}

export async function windowEvent(name: string): Promise<void> {
  window.dispatchEvent(new Event(name));
  await settle();
}
