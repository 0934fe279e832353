import type { FaultCode, KitSheet, VaultView, WayKind } from '../generated/contract';

/** The one recovery kit of the fake. It opens nothing real. */
export const KIT = `AGE-SECRET-KEY-1${'QPZRY9X8GF'.repeat(5)}FAKEFAKE`;

const CHECKED = 6;

const whole: VaultView = {
  access: 'full',
  damaged_files: 0,
  quarantine_failed: false,
  set_aside: 0,
  keystore: 'secret-service',
  passphrase: false,
  kit: null,
  asks: 'keystore',
  backup: null,
  erase_at_ten: false,
};

/** How the fake's vault stands, and what can be done to it. */
export class FakeVault {
  view: VaultView;
  #fault: (code: FaultCode) => unknown;

  constructor(differing: Partial<VaultView>, fault: (code: FaultCode) => unknown) {
    this.view = { ...whole, ...differing };
    this.#fault = fault;
  }

  change(change: Partial<VaultView>): VaultView {
    this.view = { ...this.view, ...change };
    return this.view;
  }

  remove(way: WayKind): VaultView {
    const { keystore, passphrase, kit } = this.view;
    if ([keystore !== null, passphrase, kit !== null].filter(Boolean).length === 1) throw this.#fault('last_way_in');
    switch (way) {
      case 'keystore':
        return this.change({ keystore: null });
      case 'passphrase':
        return this.change({ passphrase: false, asks: keystore === null ? 'kit' : 'keystore' });
      case 'kit':
        return this.change({ kit: null });
    }
  }

  makeKit(): KitSheet {
    // A pattern that looks like a QR code and is none.
    const side = 33;
    const modules = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => ((x * 7 + y * 11 + ((x * y) % 5)) % 3 === 0 ? '1' : '0')).join(''),
    );
    return { text: KIT, modules, checked: CHECKED };
  }

  confirmKit(typed: string): VaultView {
    if (typed.replace(/\s/g, '').toUpperCase() !== KIT.slice(-CHECKED)) throw this.#fault('kit_mistyped');
    return this.change({ kit: { made_ms: Date.now(), covered: 1, waiting: 1 } });
  }

  planBackups(): VaultView {
    const keep = this.view.backup?.keep ?? 10;
    const folder = '/media/trader/USB/Lingpai';
    return this.change({ backup: { folder, keep, running: false, last_ms: Date.now(), failed: null } });
  }

  keepBackups(keep: number): VaultView {
    const { backup } = this.view;
    if (backup === null) throw this.#fault('stale');
    return this.change({ backup: { ...backup, keep } });
  }

  backUp(): VaultView {
    const { backup } = this.view;
    return backup === null
      ? this.view
      : this.change({ backup: { ...backup, running: false, failed: null, last_ms: Date.now() } });
  }
}
