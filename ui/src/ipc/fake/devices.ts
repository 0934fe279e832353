import type { PinOutcome } from '../generated/contract';
import type { FakeAccount } from './account';
import type { FakeAccounts } from './accounts';
import { faultOf } from './fault';
import type { Handlers } from './handlers';

/** How long a transfer may be bound. */
const TRANSFER = 600_000;
/** How many devices an account has beside its first. */
const FURTHER = 4;

/** The further devices of the accounts, and the transfers that are handed out to them. */
export class FakeDevices {
  readonly #accounts: FakeAccounts;
  readonly #saves: () => boolean;
  /** Whether a transfer is shown. */
  #transfer = false;

  /** `saves` says whether the file dialog gives a place to save to. */
  constructor(accounts: FakeAccounts, saves: () => boolean) {
    this.#accounts = accounts;
    this.#saves = saves;
  }

  readonly handlers = {
    devices: ({ account }) => {
      const { devices } = this.#accounts.account(account);
      return { devices, room: devices.length < FURTHER };
    },
    transfer_save: () => {
      if (!this.#transfer) throw faultOf('stale');
      return this.#saves();
    },
    transfer_end: () => {
      this.#transfer = false;
      return null;
    },
  } satisfies Partial<Handlers>;

  handOut(account: FakeAccount, name: string): PinOutcome {
    const slot = this.slot(account, name);
    if (slot === undefined) throw faultOf('no_room');
    const device = { slot, name, handed_out_ms: Date.now(), old_pin: false };
    account.devices = [...account.devices.filter((each) => each.slot !== slot), device];
    account.devices.sort((a, b) => a.slot - b.slot);
    this.#transfer = true;
    this.#accounts.note('handed_out', account);
    const times = { expires_ms: Date.now() + TRANSFER, remaining_ms: TRANSFER };
    return { kind: 'transfer', transfer: { account: account.id, slot, modules: modules(slot), ...times } };
  }

  giveUp(account: FakeAccount, slot: number): void {
    account.devices = account.devices.filter((device) => device.slot !== slot);
    this.#accounts.note('given_up', account);
  }

  /** The place that a device of this name takes: its own where it has the old PIN, otherwise the first that is free. */
  slot(account: FakeAccount, name: string): number | undefined {
    const own = account.devices.find((device) => device.old_pin && device.name === name);
    const taken = new Set(account.devices.map(({ slot }) => slot));
    return own?.slot ?? [2, 3, 4, 5].find((slot) => !taken.has(slot));
  }
}

/** Modules that look like a QR code and hold nothing. */
function modules(seed: number): string[] {
  const side = 45;
  const finder = (x: number, y: number): boolean | undefined => {
    for (const [left, top] of [
      [0, 0],
      [side - 7, 0],
      [0, side - 7],
    ] as const) {
      const ring = Math.max(Math.abs(x - left - 3), Math.abs(y - top - 3));
      if (ring <= 4) return ring !== 4 && ring !== 2;
    }
    return undefined;
  };
  let mixed = seed * 7919;
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (_, x) => {
      mixed = (Math.imul(mixed, 1664525) + 1013904223) >>> 0;
      return (finder(x, y) ?? mixed >>> 31 === 1) ? '1' : '0';
    }).join(''),
  );
}
