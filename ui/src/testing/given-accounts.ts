import type { Arrangement } from '../ipc/generated/contract';
import type { BrokerAccount, Picture, PlainAccount, Registration } from './given';
import { all, click, openWindow, press, settle, type Opened, type Setting } from './window';
import { one } from './dom';

export const SUPPORT = '852-25097524';
export const HOUR = 3_600_000;
export const OLD = ['2', '4', '6', '8', '1', '0'];
export const NEW = ['8', '0', '5', '3', '1', '7'];

/** Makes an account of the broker. By default it is a main account with the PIN `OLD`. */
export const main = (number: string, more: Partial<BrokerAccount> = {}): BrokerAccount => ({
  issuer: 'Fuyi',
  number,
  pin: OLD.join(''),
  support: SUPPORT,
  ...more,
});

/** Makes an account without a PIN. */
export const plain = (
  number: string,
  arrangement: Partial<Arrangement> = {},
  issuer: string | null = 'Google',
): PlainAccount => ({
  issuer,
  number,
  arrangement: arranged(arrangement),
});

export const arranged = (arrangement: Partial<Arrangement>): Arrangement => ({
  favourite: false,
  group: null,
  keep_open: 'each_time',
  ...arrangement,
});

export const registered = (activation = '152149', valid_ms = 24 * HOUR): Registration => ({
  issuer: 'Fuyi',
  number: '700004',
  activation,
  support: SUPPORT,
  valid_ms,
});
export const registration = (activation?: string, valid_ms?: number): Picture => ({
  kind: 'registration',
  ...registered(activation, valid_ms),
});
export const transfer = (valid_ms = 600_000, slot = 3): Picture => ({
  kind: 'transfer',
  registration: registered('152149', valid_ms),
  slot,
  pin: OLD.join(''),
});

export const enter = (...pin: string[]): Promise<void> => press(...pin, 'Enter');
export const row = (): HTMLElement => one('row');

/** Opens the window and chooses an item from the menu of its first account. */
export async function choose(item: string, setting: Setting = {}, language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts: [main('700004')], ...setting }, language);
  await click('row-menu', all('row')[0]);
  await click(item);
  return opened;
}

/** Opens the window and drops a picture on it. */
export async function drop(picture: Picture, accounts: Setting['accounts'] = [], language = 'en'): Promise<Opened> {
  const opened = await openWindow({ accounts }, language);
  await opened.host.drop(picture);
  await settle();
  return opened;
}

export async function windowEvent(name: string): Promise<void> {
  window.dispatchEvent(new Event(name));
  await settle();
}
